import { credits, InvalidValueError, type Brand, type Credits } from '@credit-ledger/kernel';

/** A rate finer than a credit, exactly: ten-thousandths of a credit per photo. A tenth is 1,000. */
export type Share = Brand<bigint, 'Share'>;

const PARTS = 10_000n;
const DECIMAL = /^(\d{1,4})(?:\.(\d{1,4}))?$/;

/** Reads "0.1": at most four digits before and after the point. @throws InvalidValueError */
export function parseShare(value: unknown, field: string): Share {
  const match = typeof value === 'string' ? DECIMAL.exec(value) : null;
  if (match === null) throw new InvalidValueError(field, 'must be a decimal such as "0.1" with up to four places');
  const [, whole = '', decimals = ''] = match;
  return (BigInt(whole) * PARTS + BigInt(decimals.padEnd(4, '0'))) as Share;
}

/** The shortest decimal: "0.1", "2". */
export function formatShare(share: Share): string {
  const decimals = (share % PARTS).toString().padStart(4, '0').replace(/0+$/, '');
  return decimals === '' ? `${share / PARTS}` : `${share / PARTS}.${decimals}`;
}

/** What so many ten-thousandths cost: rounded up, once, over the whole sum. */
export const roundedUp = (parts: bigint): Credits => credits((parts + PARTS - 1n) / PARTS);

export const NO_SHARE = 0n as Share;
export const addShares = (a: Share, b: Share): Share => (a + b) as Share;
export const subtractShares = (a: Share, b: Share): Share => (a - b) as Share;
