import type { OrganisationId } from '@credit-ledger/kernel';
import type { RunInTransaction, SqlSession } from '@credit-ledger/messaging';
import { rememberBalances, type ToldBalance } from './account-balances.js';

/** A transaction that receives facts of the ledger. The balances they tell are written together, at its end. */
export type FactSession = SqlSession & { readonly told: ToldBalances };

/** The last balance told per organisation. A batch tells many, and a statement for each would cost more than all else. */
export class ToldBalances {
  private readonly last = new Map<OrganisationId, ToldBalance>();

  /** Facts of one organisation arrive in order, so the later call is the later fact. */
  add(balance: ToldBalance): void {
    this.last.set(balance.organisationId, balance);
  }

  all(): readonly ToldBalance[] {
    return [...this.last.values()];
  }
}

export const factTransactions =
  (transactions: RunInTransaction): RunInTransaction<FactSession> =>
  (work) =>
    transactions(async (session) => {
      const told = new ToldBalances();
      const result = await work({ query: (sql, parameters) => session.query(sql, parameters), told });
      await rememberBalances(session, told.all());
      return result;
    });
