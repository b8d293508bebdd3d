import { credits, NO_CREDITS, type Credits, type OrganisationId } from '@credit-ledger/kernel';
import type { SqlSession } from '@credit-ledger/messaging';

/** The sums of an account by the ledger, and the fact that told them. */
export type LocalBalance = {
  readonly organisationId: OrganisationId;
  readonly balance: bigint;
  readonly held: bigint;
  readonly available: bigint;
  readonly source: string;
  readonly sequence: bigint;
};

// A replayed dead letter may tell an older balance than the one that is known. Another source is a new epoch of the
// ledger, whose sequences cannot be compared with those before.
const RECORD = `
INSERT INTO local_balances AS known (organisation_id, balance, held, available, source, sequence)
SELECT * FROM unnest($1::text[], $2::bigint[], $3::bigint[], $4::bigint[], $5::text[], $6::bigint[])
ON CONFLICT (organisation_id) DO UPDATE SET
  balance = excluded.balance, held = excluded.held, available = excluded.available,
  source = excluded.source, sequence = excluded.sequence
WHERE known.source <> excluded.source OR known.sequence < excluded.sequence`;

const FUNDS = `SELECT balance, available FROM local_balances WHERE organisation_id = $1`;

/**
 * Takes over what the facts of a batch say, unless later ones are known. One row per organisation.
 * For the gate and for estimates only, never for charging.
 */
export async function recordLocalBalances(session: SqlSession, told: readonly LocalBalance[]): Promise<void> {
  if (told.length === 0) return;
  // Sorted, so that two processes that record the same organisations do not deadlock.
  const sorted = [...told].sort((a, b) => (a.organisationId < b.organisationId ? -1 : 1));
  await session.query(RECORD, [
    sorted.map(({ organisationId }) => organisationId),
    sorted.map(({ balance }) => balance),
    sorted.map(({ held }) => held),
    sorted.map(({ available }) => available),
    sorted.map(({ source }) => source),
    sorted.map(({ sequence }) => sequence),
  ]);
}

/** The account by the last fact seen, both sums negative in debt; nothing when there was none. */
export async function findFunds(
  session: SqlSession,
  organisationId: OrganisationId,
): Promise<{ readonly balance: Credits; readonly available: Credits }> {
  const [row] = await session.query<{ balance: string; available: string }>(FUNDS, [organisationId]);
  if (row === undefined) return { balance: NO_CREDITS, available: NO_CREDITS };
  return { balance: credits(BigInt(row.balance)), available: credits(BigInt(row.available)) };
}
