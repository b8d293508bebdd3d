import { instantOf, type Instant } from './instant.js';

/** Where the shell gets the time from; deciders get it as a value. Specs freeze it. */
export interface Clock {
  now(): Instant;
}

export const systemClock: Clock = {
  now() {
    const epochMs = Date.now();
    if (epochMs !== last.epochMs) last = { epochMs, instant: instantOf(epochMs) };
    return last.instant;
  },
};

// Writing a time out costs more than reading the clock, and a busy process asks many times within a millisecond.
let last = { epochMs: 0, instant: instantOf(0) };
