import type { OrganisationId } from '@credit-ledger/kernel';
import type { RunInTransaction } from '@credit-ledger/messaging';
import type { ManagerSession } from '../database/manager-session.js';
import { recordLocalBalances, type LocalBalance } from './local-balances.js';

/** A transaction that receives facts of the ledger. The balances they tell are written together, at its end. */
export type FactSession = ManagerSession & { readonly balances: BalanceBatch };

/** The last balance told per organisation. A batch tells many, and a statement for each would cost more than all else. */
export class BalanceBatch {
  private readonly last = new Map<OrganisationId, LocalBalance>();

  /** Facts of one organisation arrive in order, so the later call is the later fact. */
  add(balance: LocalBalance): void {
    this.last.set(balance.organisationId, balance);
  }

  told(): readonly LocalBalance[] {
    return [...this.last.values()];
  }
}

export const factTransactions =
  (transactions: RunInTransaction<ManagerSession>): RunInTransaction<FactSession> =>
  (work) =>
    transactions(async (session) => {
      const balances = new BalanceBatch();
      const result = await work({ ...session, balances });
      await recordLocalBalances(session, balances.told());
      return result;
    });
