import { invariant, parseInstant, type Instant, type OrganisationId } from '@credit-ledger/kernel';
import type { SqlSession } from '@credit-ledger/messaging';
import { parseRates, type StoredRates } from './domain/rate-card.js';
import { ratesInForce, type RatesInForce, type StoredOverride } from './domain/rate-override.js';

const SQL = `
SELECT card.version, card.effective_from, card.rates, own.version AS own_version, own.rates AS own_rates
FROM (SELECT version, effective_from, rates FROM rate_cards WHERE effective_from <= $2::timestamptz
  ORDER BY effective_from DESC, version DESC LIMIT 1) AS card
LEFT JOIN (SELECT version, rates FROM rate_overrides WHERE organisation_id = $1 AND effective_from <= $2::timestamptz
  ORDER BY effective_from DESC, version DESC LIMIT 1) AS own ON true`;

/** What the organisation's usage costs at `at`. */
export async function findRates(
  session: SqlSession,
  organisationId: OrganisationId,
  at: Instant,
): Promise<RatesInForce> {
  const [row] = await session.query<Row>(SQL, [organisationId, at]);
  invariant(row, `no rate card is in force at ${at}`);
  const effectiveFrom = parseInstant(row.effective_from, 'effective_from');
  const card = { version: row.version, effectiveFrom, ...parseRates(row.rates) };
  if (row.own_version === null || row.own_rates === null) return ratesInForce(card, undefined);
  return ratesInForce(card, { version: row.own_version, rates: row.own_rates });
}

type Row = {
  readonly version: number;
  readonly effective_from: Date;
  readonly rates: StoredRates;
  readonly own_version: number | null;
  readonly own_rates: StoredOverride | null;
};
