import { instantOf, type Instant } from './instant.js';

/** Where the shell gets the time from; deciders get it as a value. Specs freeze it. */
export interface Clock {
  now(): Instant;
}

export const systemClock: Clock = { now: () => instantOf(Date.now()) };
