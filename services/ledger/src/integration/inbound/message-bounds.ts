import {
  InvalidValueError,
  parseCredits,
  parseInstant,
  plusMs,
  type Credits,
  type Instant,
} from '@credit-ledger/kernel';

// A hundred times the largest order. An account would have to take nine million messages of this size before a sum of
// credits could leave the whole numbers that JSON holds exactly.
const CREDITS_PER_MESSAGE_MAX = 1_000_000_000n;

// What clocks that somebody looks after may differ by.
const CLOCK_SKEW_MS_MAX = 5 * 60 * 1_000;

/** Credits that one message adds, asks for or charges. @throws InvalidValueError */
export const parseMessageCredits = (value: bigint, field: string): Credits =>
  parseCredits(value, field, 1n, CREDITS_PER_MESSAGE_MAX);

/** A charge decides the month it counts in, for ever; one in the future is a broken clock. @throws InvalidValueError */
export function parseChargedAt(value: string, field: string, now: Instant): Instant {
  const chargedAt = parseInstant(value, field);
  if (chargedAt > plusMs(now, CLOCK_SKEW_MS_MAX)) throw new InvalidValueError(field, 'must not lie in the future');
  return chargedAt;
}
