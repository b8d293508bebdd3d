import { fromBinary } from '@bufbuild/protobuf';
import { metering } from '@credit-ledger/contracts';
import type { OrganisationId } from '@credit-ledger/kernel';
import type pg from 'pg';

/** The charges that wait in the outbox for an organisation, in sequence. */
export async function meteredMessages(pool: pg.Pool, organisationId: OrganisationId): Promise<metering.UsageMetered[]> {
  const { rows } = await pool.query<{ payload: Buffer }>(
    'SELECT payload FROM outbox WHERE organisation_id = $1 AND type = $2 ORDER BY sequence',
    [organisationId, metering.UsageMeteredSchema.typeName],
  );
  return rows.map(({ payload }) => fromBinary(metering.UsageMeteredSchema, payload));
}
