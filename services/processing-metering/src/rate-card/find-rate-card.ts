import { invariant, parseInstant, type Instant } from '@credit-ledger/kernel';
import type { SqlSession } from '@credit-ledger/messaging';
import { parseRates, type RateCard, type StoredRates } from './domain/rate-card.js';

const SQL = `
SELECT version, effective_from, rates FROM rate_cards
WHERE effective_from <= $1::timestamptz ORDER BY effective_from DESC, version DESC LIMIT 1`;

/** The version in force at `at`, before any rates of an organisation's own. */
export async function findRateCard(session: SqlSession, at: Instant): Promise<RateCard> {
  const [row] = await session.query<{ version: number; effective_from: Date; rates: StoredRates }>(SQL, [at]);
  invariant(row, `no rate card is in force at ${at}`);
  const effectiveFrom = parseInstant(row.effective_from, 'effective_from');
  return { version: row.version, effectiveFrom, ...parseRates(row.rates) };
}
