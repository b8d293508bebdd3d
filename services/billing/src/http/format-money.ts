import type { Money } from '@credit-ledger/kernel';

/** For people: `INR 1,770.00`. Exact, because it never becomes a float. */
export function formatMoney({ amountMinor, currency }: Money): string {
  const minor = (amountMinor % 100n).toString().padStart(2, '0');
  return `${currency} ${(amountMinor / 100n).toLocaleString('en')}.${minor}`;
}
