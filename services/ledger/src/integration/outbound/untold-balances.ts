import type { OrganisationId } from '@credit-ledger/kernel';
import type { SqlSession } from '@credit-ledger/messaging';
import type { BalanceChange } from '../../balance/balance-change.js';
import { storableText } from '../../projections/storable-text.js';
import type { FactOrigin } from './fact-record.js';

const KEEP = `
  insert into untold_balances (organisation_id, version, recorded_at, correlation_id, causation_id)
  select * from unnest($1::text[], $2::bigint[], $3::text[], $4::text[], $5::text[])
  on conflict (organisation_id) do update
    set version = excluded.version, recorded_at = excluded.recorded_at,
        correlation_id = excluded.correlation_id, causation_id = excluded.causation_id`;

/** Remembers the last event of each account that changed its sums and was not told. */
export async function keepUntold(session: SqlSession, origins: readonly FactOrigin[]): Promise<void> {
  if (origins.length === 0) return;
  await session.query(KEEP, [
    origins.map((origin) => origin.organisationId),
    origins.map((origin) => origin.version),
    origins.map((origin) => origin.recordedAt),
    origins.map((origin) => storableText(origin.correlationId)),
    origins.map((origin) => storableText(origin.causationId)),
  ]);
}

/** The balance of an account as it has to be told. */
export type UntoldBalance = { readonly origin: FactOrigin; readonly account: BalanceChange };

const READ = `
  select u.organisation_id, u.version, u.recorded_at, u.correlation_id, u.causation_id, t.balance, t.held
    from untold_balances u join told_accounts t using (organisation_id)
   where u.organisation_id > $1 order by u.organisation_id limit $2`;

type Row = {
  readonly organisation_id: OrganisationId;
  readonly version: string;
  readonly recorded_at: string;
  readonly correlation_id: string;
  readonly causation_id: string;
  readonly balance: string;
  readonly held: string;
};

/** In the order of the organisations, those behind `after`. */
export async function readUntold(session: SqlSession, after: string, limit: number): Promise<readonly UntoldBalance[]> {
  const rows = await session.query<Row>(READ, [after, limit]);
  return rows.map((row) => ({
    origin: {
      organisationId: row.organisation_id,
      version: Number(row.version),
      recordedAt: row.recorded_at,
      correlationId: row.correlation_id,
      causationId: row.causation_id,
    },
    account: { balance: BigInt(row.balance), held: BigInt(row.held) },
  }));
}

// Whoever forgets what it has told must not wait for rows: the reader locks them in another order. A row that the reader
// holds is being changed or removed anyway, or else is told once more, which harms nobody.
const FORGET_TOLD = `
  delete from untold_balances where organisation_id in (
    select u.organisation_id
      from untold_balances u
      join unnest($1::text[], $2::bigint[]) as told (organisation_id, version) using (organisation_id)
     where u.version <= told.version
       for update of u skip locked)`;

/** They were told up to these events; what happened since stays. */
export async function forgetTold(session: SqlSession, told: readonly FactOrigin[]): Promise<void> {
  await session.query(FORGET_TOLD, [
    told.map(({ organisationId }) => organisationId),
    told.map(({ version }) => version),
  ]);
}

const FORGET_OVERTAKEN = 'delete from untold_balances where organisation_id = any($1::text[])';

/** A fact of its own told the sums of these accounts, those before it included. */
export async function forgetOvertaken(session: SqlSession, told: readonly OrganisationId[]): Promise<void> {
  if (told.length > 0) await session.query(FORGET_OVERTAKEN, [told]);
}
