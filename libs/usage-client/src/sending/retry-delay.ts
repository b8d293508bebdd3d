import { SendError } from './usage-transport.js';

const FIRST_MS = 100;
const CAP_MS = 30_000;
/** A receiver that asks for more is not believed. */
const RETRY_AFTER_MS_MAX = 10 * 60_000;

/**
 * How long to wait after the given failed attempt (1 is the first): anything from nothing to a ceiling that doubles up to a
 * cap, so that clients which failed together come back spread out; and as long as the receiver asked for, at least. Rule
 * source: "full jitter" of Brooker, Exponential Backoff And Jitter, 2015.
 */
export function retryDelayMs(attempt: number, error: unknown, random: () => number = Math.random): number {
  const ceiling = Math.min(CAP_MS, FIRST_MS * 2 ** Math.min(attempt - 1, 30));
  const asked = error instanceof SendError ? Math.min(error.retryAfterMs, RETRY_AFTER_MS_MAX) : 0;
  return asked + ceiling * random();
}
