import { instantOf, parseInstant, plusMs, type Clock, type Instant } from '@credit-ledger/kernel';

export interface FrozenClock extends Clock {
  /** Moves the clock on; it never moves by itself. */
  advanceMs(ms: number): Instant;
  set(time: string): Instant;
}

/** A clock that stands still until a spec moves it. */
export function frozenClock(at: string | number = '2026-11-21T09:30:00.000Z'): FrozenClock {
  let current = typeof at === 'number' ? instantOf(at) : parseInstant(at);
  return {
    now: () => current,
    advanceMs: (ms) => (current = plusMs(current, ms)),
    set: (time) => (current = parseInstant(time)),
  };
}
