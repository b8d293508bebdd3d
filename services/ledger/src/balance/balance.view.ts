import type { Credits } from '@credit-ledger/kernel';

/** The sums of an account as the views show them. */
export type BalanceView = {
  readonly balance: Credits;
  /** Set aside for runs that are going on. */
  readonly held: Credits;
  /** balance − held: what a new run may take. Negative in debt. */
  readonly available: Credits;
  /** Version of the account's stream that the sums were taken at. */
  readonly version: number;
};
