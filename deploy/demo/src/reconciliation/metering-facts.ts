import type pg from 'pg';
import type { ChargedItem } from './charged-work.js';

// Byte order within a charge is the order in which its keys were digested.
const CHARGED_ITEMS = `
DECLARE charged_items NO SCROLL CURSOR FOR
SELECT charge_id AS "chargeId", run_id AS "runId", photo_event_id::text COLLATE "C" AS scope, component,
  photo_id AS "itemId", charged_at AS "chargedAt"
FROM photo_charges WHERE organisation_id = $1
UNION ALL
SELECT charge_id, run_id, run_id, usage_type, image_id, charged_at
FROM run_images WHERE organisation_id = $1
ORDER BY "chargeId", scope, component, "itemId"`;

const PAGE = 10_000;

/** All photos and images that metering remembers as charged, charge by charge, through a cursor: memory holds one page. */
export async function* chargedItemsOf(client: pg.Client, organisationId: string): AsyncGenerator<ChargedItem> {
  await client.query('BEGIN READ ONLY');
  // A cursor cannot be declared with a parameter in a prepared statement; the id is quoted instead.
  await client.query(CHARGED_ITEMS.replaceAll('$1', () => client.escapeLiteral(organisationId)));
  for (;;) {
    const { rows } = await client.query<ChargedItem>(`FETCH ${PAGE} FROM charged_items`);
    yield* rows;
    if (rows.length < PAGE) break;
  }
  await client.query('COMMIT');
}

const USAGE_TOPIC = 'credits.usage.v1';

const UNCOUNTED = `
SELECT
  (SELECT count(*) FROM dead_letters WHERE topic = $2 AND record_key = $1 AND status IN ('dead', 'parked'))::int AS "deadLetters",
  (SELECT count(*) FROM pending_usage WHERE organisation_id = $1)::int AS pending`;

/** Reports that arrived and were not counted, whatever the reason. */
export async function uncountedReportsOf(
  client: pg.Client,
  organisationId: string,
): Promise<{ readonly deadLetters: number; readonly pending: number }> {
  const { rows } = await client.query<{ deadLetters: number; pending: number }>(UNCOUNTED, [
    organisationId,
    USAGE_TOPIC,
  ]);
  return rows[0] ?? { deadLetters: 0, pending: 0 };
}
