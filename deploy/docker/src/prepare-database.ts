import { ensureDatabase, provisionDatabase } from '@credit-ledger/provisioning';
import type { DatabaseConfig } from './docker.config.js';

/** The database with its roles and schemas. Services make their own tables in them; harmless to repeat. */
export async function prepareDatabase(config: DatabaseConfig): Promise<void> {
  const adminUrl = await ensureDatabase(config.DATABASE_ADMIN_URL, config.DATABASE_NAME);
  await provisionDatabase(adminUrl, {
    billing: config.BILLING_DB_PASSWORD,
    ledger: config.LEDGER_DB_PASSWORD,
    event_store: config.EVENT_STORE_DB_PASSWORD,
    metering: config.METERING_DB_PASSWORD,
    invoicing: config.INVOICING_DB_PASSWORD,
    broker: config.BROKER_DB_PASSWORD,
  });
}
