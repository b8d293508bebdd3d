import type { OrganisationId } from '@credit-ledger/kernel';
import type { SqlSession } from '@credit-ledger/messaging';

/** Until the registration has arrived. */
export const TIME_ZONE_DEFAULT = 'UTC';

const TIME_ZONE = `
  select time_zone from balances
   where generation = (select generation from checkpoints where reader = 'account-views') and organisation_id = $1`;

/** The time zone that an organisation counts in; undefined while the ledger knows nothing of it. */
export async function timeZoneOf(session: SqlSession, organisationId: OrganisationId): Promise<string | undefined> {
  const [account] = await session.query<{ time_zone: string | null }>(TIME_ZONE, [organisationId]);
  return account === undefined ? undefined : (account.time_zone ?? TIME_ZONE_DEFAULT);
}
