import type { AdditionSource } from '../credit-account/domain/lot.js';

/** What kind of row it is in the transaction list: usage, the source of an addition, or credits taken back. */
export type TransactionType = 'USAGE' | AdditionSource | 'ADJUSTMENT';

/** Two views of the one list: Credit Usage and Purchase History. What was taken back is in neither. */
export const TRANSACTION_FILTERS = {
  usage: ['USAGE'],
  purchase: ['PURCHASE', 'FREE_CREDITS', 'INCLUDED', 'ADMIN_GRANT', 'REFUND'],
} as const satisfies Readonly<Record<string, readonly TransactionType[]>>;

export const TRANSACTION_TYPES: readonly TransactionType[] = [
  ...Object.values(TRANSACTION_FILTERS).flat(),
  'ADJUSTMENT',
];

export type TransactionFilter = keyof typeof TRANSACTION_FILTERS;
