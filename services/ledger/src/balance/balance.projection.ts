import type { SqlSession } from '@credit-ledger/messaging';
import type { OrganisationId } from '@credit-ledger/kernel';
import type { AccountRecord } from '../projections/account-record.js';
import { storableText } from '../projections/storable-text.js';
import { balanceChangeOf, sumChanges, UNCHANGED, type BalanceChange } from './balance-change.js';

/** What events change in the balance row of one organisation. */
export type BalanceRowChange = {
  readonly organisationId: OrganisationId;
  change: BalanceChange;
  /** Of the last of them in the account's stream. */
  version: number;
  /** The last sequence per source among them, for reads that wait for their own write. */
  readonly sequences: Record<string, string>;
  timeZone: string | undefined;
};

export type BalanceChanges = Map<OrganisationId, BalanceRowChange>;

/** Adds what the events change. */
export function foldBalances(changes: BalanceChanges, records: readonly AccountRecord[]): void {
  for (const { organisationId, version, event, metadata } of records) {
    let row = changes.get(organisationId);
    if (row === undefined) {
      row = { organisationId, change: UNCHANGED, version, sequences: {}, timeZone: undefined };
      changes.set(organisationId, row);
    }
    row.change = sumChanges(row.change, balanceChangeOf(event));
    row.version = version;
    if (metadata.sequence !== '') row.sequences[storableText(metadata.source)] = metadata.sequence;
    if (event.type === 'AccountOpened') row.timeZone = storableText(event.data.timeZone);
  }
}

const UPSERT = `
  insert into balances as b (generation, organisation_id, balance, held, version, sequences, time_zone)
  select $1, organisation_id, balance, held, version, sequences::jsonb, time_zone
    from unnest($2::text[], $3::bigint[], $4::bigint[], $5::bigint[], $6::text[], $7::text[])
      as change (organisation_id, balance, held, version, sequences, time_zone)
  on conflict (generation, organisation_id) do update set
    balance = b.balance + excluded.balance,
    held = b.held + excluded.held,
    version = excluded.version,
    sequences = b.sequences || excluded.sequences,
    time_zone = coalesce(excluded.time_zone, b.time_zone)`;

/** Adds the changes to the rows of a generation. */
export async function applyBalances(
  session: SqlSession,
  generation: number,
  rows: readonly BalanceRowChange[],
): Promise<void> {
  await session.query(UPSERT, [
    generation,
    rows.map((row) => row.organisationId),
    rows.map((row) => row.change.balance),
    rows.map((row) => row.change.held),
    rows.map((row) => row.version),
    rows.map((row) => JSON.stringify(row.sequences)),
    rows.map((row) => row.timeZone ?? null),
  ]);
}
