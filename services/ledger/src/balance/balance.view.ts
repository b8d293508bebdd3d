import { credits, subtractCredits, type Credits } from '@credit-ledger/kernel';

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

export type BalanceRow = { readonly balance: string; readonly held: string; readonly version: string };

/** @throws InvariantViolation for sums that no answer can carry. */
export function toBalanceView(row: BalanceRow): BalanceView {
  const [balance, held] = [credits(BigInt(row.balance)), credits(BigInt(row.held))];
  return { balance, held, available: subtractCredits(balance, held), version: Number(row.version) };
}
