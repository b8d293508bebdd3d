import { invariant } from '@credit-ledger/kernel';
import type { AdditionSource } from '../credit-account/domain/lot.js';

/** What kind of row it is in the transaction list: usage, the source of an addition, or credits taken back. */
export type TransactionType = 'USAGE' | AdditionSource | 'ADJUSTMENT';

/** Parts of the one list. Credit Usage and Purchase History are two of them; what was taken back is in neither. */
export const TRANSACTION_FILTERS = {
  usage: ['USAGE'],
  purchase: ['PURCHASE', 'FREE_CREDITS', 'INCLUDED', 'ADMIN_GRANT', 'REFUND'],
  adjustment: ['ADJUSTMENT'],
} as const satisfies Readonly<Record<string, readonly TransactionType[]>>;

export const TRANSACTION_TYPES: readonly TransactionType[] = Object.values(TRANSACTION_FILTERS).flat();

export type TransactionFilter = keyof typeof TRANSACTION_FILTERS;

const KINDS = new Map<TransactionType, TransactionFilter>(
  Object.entries(TRANSACTION_FILTERS).flatMap(([kind, types]) =>
    types.map((type) => [type, kind as TransactionFilter] as const),
  ),
);

/** The part of the list that a row of this type is in. */
export function kindOf(type: TransactionType): TransactionFilter {
  const kind = KINDS.get(type);
  invariant(kind !== undefined, `a transaction of the unknown type ${type}`);
  return kind;
}
