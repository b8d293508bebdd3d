import type { CrashWorld } from '../crash-world.js';
import type { Customer } from '../customer.js';
import type { Stored } from './read-stored.js';
import { unequal } from './unequal.js';

type ViewRow = {
  readonly balance: string;
  readonly held: string;
  readonly version: string;
  readonly listed: string;
  readonly rows: string;
  readonly used: string;
  readonly runs: string;
};

const VIEWS = `
  with live as (select generation from ledger.checkpoints where reader = 'account-views')
  select balance, held, version,
    (select coalesce(sum(credits), 0) from ledger.transactions t join live using (generation) where t.organisation_id = $1) as listed,
    (select count(*) from ledger.transactions t join live using (generation) where t.organisation_id = $1) as rows,
    (select coalesce(sum(credits_used), 0) from ledger.daily_usage m join live using (generation) where m.organisation_id = $1) as used,
    (select coalesce(sum(usage_transactions), 0) from ledger.daily_usage m join live using (generation) where m.organisation_id = $1) as runs
  from ledger.balances b join live using (generation) where b.organisation_id = $1`;

/** Balance, transaction list and months show what the events say. */
export async function viewProblems(
  world: CrashWorld,
  { organisationId }: Customer,
  { history }: Stored,
): Promise<readonly string[]> {
  const [view] = await world.rows<ViewRow>(VIEWS, [organisationId]);
  const runs = new Set([...history.charges.values()].map(({ runId }) => runId));
  return [
    ...unequal('shown balance', view?.balance, String(history.balance)),
    ...unequal('shown held', view?.held, String(history.lots.pinned)),
    ...unequal('shown version', view?.version, String(history.events)),
    ...unequal('sum of the transaction list', view?.listed, String(history.balance)),
    ...unequal(
      'rows of the transaction list',
      view?.rows,
      String(runs.size + history.additions.size + history.refunds.size + history.reversals.size),
    ),
    ...unequal('credits used in all months', view?.used, String(history.charged)),
    ...unequal('usage transactions of all months', view?.runs, String(runs.size)),
  ];
}
