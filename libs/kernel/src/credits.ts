import type { Brand } from './brand.js';
import { InvalidValueError } from './domain-error.js';
import { InvariantViolation } from './invariant.js';

/**
 * A whole number of credits. A balance in debt is negative; what a command asks for never is, which its parser checks.
 * Bounded to ±(2^53 − 1), so that it is exact as a JSON integer too.
 */
export type Credits = Brand<bigint, 'Credits'>;

export const MAX_CREDITS = BigInt(Number.MAX_SAFE_INTEGER);

/** @throws InvariantViolation beyond ±(2^53 − 1): sums that large mean a broken account. */
export function credits(value: bigint): Credits {
  if (value > MAX_CREDITS || value < -MAX_CREDITS) throw new InvariantViolation(`${value} credits are out of range`);
  return value as Credits;
}

export const NO_CREDITS = 0n as Credits;

export const addCredits = (a: Credits, b: Credits): Credits => credits(a + b);
export const subtractCredits = (a: Credits, b: Credits): Credits => credits(a - b);
export const minCredits = (a: Credits, b: Credits): Credits => (a < b ? a : b);
export const sumCredits = (all: Iterable<Credits>): Credits => {
  let sum = 0n;
  for (const one of all) sum += one;
  return credits(sum);
};

/**
 * Parses an amount from the edge: a whole number from `min` to `max`, as bigint, number or decimal digits.
 * @throws InvalidValueError
 */
export function parseCredits(value: unknown, field = 'credits', min = 0n, max = MAX_CREDITS): Credits {
  const parsed = toBigInt(value);
  if (parsed === undefined || parsed < min || parsed > max) {
    throw new InvalidValueError(field, `must be a whole number from ${min} to ${max}`);
  }
  return parsed as Credits;
}

/** Credits as a JSON integer, for answers over HTTP. Exact, because `Credits` is bounded. */
export const toJsonInteger = (value: Credits): number => Number(value);

function toBigInt(value: unknown): bigint | undefined {
  if (typeof value === 'bigint') return value;
  if (typeof value === 'number') return Number.isSafeInteger(value) ? BigInt(value) : undefined;
  if (typeof value === 'string' && /^-?\d{1,17}$/.test(value)) return BigInt(value);
  return undefined;
}
