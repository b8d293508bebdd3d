import { subtractCredits, type Brand, type Credits, type Currency, type Instant } from '@credit-ledger/kernel';

export type LotId = Brand<string, 'LotId'>;

/** Price of one credit in major units of its currency, as a decimal string; "0" for gifts. */
export type UnitPrice = Brand<string, 'UnitPrice'>;

/** Where credits came from. A stored name, never to be changed. */
export type AdditionSource = 'FREE_CREDITS' | 'INCLUDED' | 'ADMIN_GRANT' | 'REFUND' | 'PURCHASE';

/** Credits that arrived together and are drawn down together. */
export type Lot = {
  readonly lotId: LotId;
  readonly source: AdditionSource;
  readonly unitPrice: UnitPrice;
  readonly currency: Currency;
  readonly addedAt: Instant;
  /** None expire today; the field takes part in the draw-down order. */
  readonly expiresAt: Instant | undefined;
  /** What is left, pinned credits included. */
  readonly remaining: Credits;
  /** What open holds have set aside. */
  readonly pinned: Credits;
};

/** What nobody has set aside. */
export const freeOf = (lot: Lot): Credits => subtractCredits(lot.remaining, lot.pinned);

// Gifts before money: what the customer paid for is kept longest.
const RANK: Readonly<Record<AdditionSource, number>> = {
  FREE_CREDITS: 0,
  INCLUDED: 1,
  ADMIN_GRANT: 2,
  REFUND: 3,
  PURCHASE: 4,
};

/**
 * Draw-down order: earliest expiry first (none is last), then the source, then the oldest, then the lot id. Total, because
 * lot ids differ, so that every replay agrees.
 */
export function byDrawDownOrder(a: Lot, b: Lot): number {
  return (
    compare(a.expiresAt ?? NEVER, b.expiresAt ?? NEVER) ||
    RANK[a.source] - RANK[b.source] ||
    compare(a.addedAt, b.addedAt) ||
    compare(a.lotId, b.lotId)
  );
}

// Sorts after every Instant.
const NEVER = '~';

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
