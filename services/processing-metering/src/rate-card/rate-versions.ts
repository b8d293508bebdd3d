import { parseActorId, parseInstant, type OrganisationId } from '@credit-ledger/kernel';
import type { SqlSession } from '@credit-ledger/messaging';
import type { RateVersion } from './domain/rate-version.js';

/** The rate card of everybody, or the own rates of one organisation. */
export type RateScope = 'everybody' | OrganisationId;

const COLUMNS = 'version, effective_from, rates, added_at, added_by, reason';
const ADD_CARD = `
INSERT INTO rate_cards (${COLUMNS})
SELECT coalesce(max(version), 0) + 1, $1::timestamptz, $2::jsonb, $3::timestamptz, $4, $5 FROM rate_cards
RETURNING ${COLUMNS}`;
const ADD_OVERRIDE = `
INSERT INTO rate_overrides (organisation_id, ${COLUMNS})
SELECT $6, coalesce(max(version), 0) + 1, $1::timestamptz, $2::jsonb, $3::timestamptz, $4, $5
FROM rate_overrides WHERE organisation_id = $6
RETURNING ${COLUMNS}`;
const LIST_CARDS = `
SELECT ${COLUMNS} FROM rate_cards WHERE version < $1 ORDER BY version DESC LIMIT $2`;
const LIST_OVERRIDES = `
SELECT ${COLUMNS} FROM rate_overrides WHERE organisation_id = $3 AND version < $1 ORDER BY version DESC LIMIT $2`;

// Whoever adds waits for whoever is adding, and readers for nobody: versions are numbered without gaps or conflicts.
const LOCK_CARDS = 'LOCK TABLE rate_cards IN SHARE ROW EXCLUSIVE MODE';
const LOCK_ORGANISATION = 'SELECT 1 FROM organisations WHERE organisation_id = $1 FOR NO KEY UPDATE';

/** Answers false when the organisation is not known. Held until the transaction ends. */
export async function lockRateVersions(session: SqlSession, scope: RateScope): Promise<boolean> {
  if (scope !== 'everybody') return (await session.query(LOCK_ORGANISATION, [scope])).length === 1;
  await session.query(LOCK_CARDS);
  return true;
}

/** Gives the version its number. Under `lockRateVersions`. */
export async function addRateVersion(
  session: SqlSession,
  scope: RateScope,
  { effectiveFrom, rates, addedAt, addedBy, reason }: Omit<RateVersion, 'version'>,
): Promise<RateVersion> {
  const values = [effectiveFrom, JSON.stringify(rates), addedAt, addedBy, reason];
  const rows =
    scope === 'everybody'
      ? await session.query<Row>(ADD_CARD, values)
      : await session.query<Row>(ADD_OVERRIDE, [...values, scope]);
  return fromRow(rows[0] as Row);
}

/** The newest first, below `before` when it is given. */
export async function listRateVersions(
  session: SqlSession,
  scope: RateScope,
  { before, limit }: { readonly before: number | undefined; readonly limit: number },
): Promise<readonly RateVersion[]> {
  const values = [before ?? VERSION_MAX, limit];
  const rows =
    scope === 'everybody'
      ? await session.query<Row>(LIST_CARDS, values)
      : await session.query<Row>(LIST_OVERRIDES, [...values, scope]);
  return rows.map(fromRow);
}

const VERSION_MAX = 2_147_483_647;

type Row = {
  readonly version: number;
  readonly effective_from: Date;
  readonly rates: RateVersion['rates'];
  readonly added_at: Date;
  readonly added_by: string;
  readonly reason: string;
};

const fromRow = (row: Row): RateVersion => ({
  version: row.version,
  effectiveFrom: parseInstant(row.effective_from, 'effective_from'),
  rates: row.rates,
  addedAt: parseInstant(row.added_at, 'added_at'),
  addedBy: parseActorId(row.added_by),
  reason: row.reason,
});
