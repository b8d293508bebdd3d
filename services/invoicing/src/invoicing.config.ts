import { baseConfigSchema, loadConfig } from '@credit-ledger/nest-platform';
import type { z } from 'zod';

export type InvoicingConfig = z.output<typeof baseConfigSchema>;

/** @throws ConfigError naming every bad variable. */
export const loadInvoicingConfig = (env = process.env): InvoicingConfig => loadConfig(baseConfigSchema, env);
