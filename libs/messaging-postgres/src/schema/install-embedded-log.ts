import type { SqlSession } from '@credit-ledger/messaging';
import { embeddedLogSchemaSql } from './embedded-log-schema.js';
import { maintainSegments, RETENTION_DAYS } from './segments.js';

/** Creates the schema `broker` with what the log needs; changes nothing that is there. Run it as the owner, at provisioning. */
export async function installEmbeddedLog(session: SqlSession): Promise<void> {
  await session.query(embeddedLogSchemaSql);
  await maintainSegments(session, RETENTION_DAYS);
}
