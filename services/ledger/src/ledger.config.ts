import { z } from 'zod';
import { baseConfigSchema, engineUrl, loadConfig } from '@credit-ledger/nest-platform';

const ledgerConfigSchema = baseConfigSchema.extend({
  /** Picks the event store: postgres://… */
  EVENT_STORE_URL: engineUrl,
});

export type LedgerConfig = z.output<typeof ledgerConfigSchema>;

/** @throws ConfigError naming every bad variable. */
export const loadLedgerConfig = (env = process.env): LedgerConfig => loadConfig(ledgerConfigSchema, env);
