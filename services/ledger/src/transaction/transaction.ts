import type { AdditionSource } from '../credit-account/domain/lot.js';

/** What kind of row it is in the transaction list: usage, or the source of an addition. */
export type TransactionType = 'USAGE' | AdditionSource;

/** The two views of the one list: Credit Usage and Purchase History. */
export const TRANSACTION_FILTERS = {
  usage: ['USAGE'],
  purchase: ['PURCHASE', 'FREE_CREDITS', 'INCLUDED', 'ADMIN_GRANT', 'REFUND'],
} as const satisfies Readonly<Record<string, readonly TransactionType[]>>;

export const TRANSACTION_TYPES: readonly TransactionType[] = Object.values(TRANSACTION_FILTERS).flat();

export type TransactionFilter = keyof typeof TRANSACTION_FILTERS;
