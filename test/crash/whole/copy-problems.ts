import type { CrashWorld } from '../crash-world.js';
import type { Customer } from '../customer.js';
import type { Stored } from './read-stored.js';
import { unequal } from './unequal.js';

type CopyRow = {
  readonly billing: string | null;
  readonly metering: string | null;
  readonly held: string | null;
  readonly available: string | null;
  readonly told: string | null;
};

const COPIES = `
  select (select balance from billing.account_balances where organisation_id = $1) as billing,
         (select balance from ledger.told_accounts where organisation_id = $1) as told, m.balance as metering, m.held, m.available
    from (values (1)) one left join metering.local_balances m on m.organisation_id = $1`;

/** What the ledger told others of the account ended where the account stands. */
export async function copyProblems(
  world: CrashWorld,
  { organisationId }: Customer,
  { history }: Stored,
): Promise<readonly string[]> {
  const [copy] = await world.rows<CopyRow>(COPIES, [organisationId]);
  const { balance, lots } = history;
  return [
    ...unequal('balance as last told', copy?.told, String(balance)),
    ...unequal('balance that billing remembers', copy?.billing, String(balance)),
    ...unequal('balance that metering remembers', copy?.metering, String(balance)),
    ...unequal('held that metering remembers', copy?.held, String(lots.pinned)),
    ...unequal('available that metering remembers', copy?.available, String(balance - lots.pinned)),
  ];
}
