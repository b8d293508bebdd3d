import { baseConfigSchema, loadConfig } from '@credit-ledger/nest-platform';
import { z } from 'zod';
import { DEFAULT_REGIONS, parseRegionTable } from './organisation/region-table.js';

/** What a secret of `.env.example` begins with. Everybody can read it, and could sign payments with it. */
const PLACEHOLDER = 'replace-me';

const billingVariables = baseConfigSchema.extend({
  /** Where browsers and gateways reach this service; its own address by default. */
  PUBLIC_URL: z
    .url({ protocol: /^https?$/, error: 'must be an http:// or https:// URL' })
    .transform((url) => url.replace(/\/+$/, ''))
    .optional(),
  /** Currency and time zone by region: `REGION=CURRENCY@Time/Zone,…`, `*` for all others. */
  REGIONS: z
    .string()
    .default(DEFAULT_REGIONS)
    .transform((text, context) => {
      try {
        return parseRegionTable(text);
      } catch (error) {
        context.addIssue({ code: 'custom', message: error instanceof Error ? error.message : String(error) });
        return z.NEVER;
      }
    }),
  /** Credits that every organisation gets at its registration. */
  FREE_CREDITS: z.coerce.number().int().min(1).max(1_000_000).default(200),
  PAYMENT_GATEWAY: z.literal('sandbox', { error: 'must be "sandbox", the only gateway there is' }).default('sandbox'),
  /** Signs what the sandbox tells billing. */
  SANDBOX_SECRET: z
    .string()
    .min(32, { error: 'must have at least 32 characters' })
    .refine((text) => !text.startsWith(PLACEHOLDER), {
      error: 'is the placeholder of .env.example: deploy/docker/bin/make-env.mjs makes one of your own',
    }),
});

const billingConfigSchema = billingVariables.transform(({ PUBLIC_URL, ...config }) => ({
  ...config,
  PUBLIC_URL: PUBLIC_URL ?? `http://${config.HOST}:${config.PORT}`,
}));

export type BillingConfig = z.output<typeof billingConfigSchema>;

/** @throws ConfigError naming every bad variable. */
export const loadBillingConfig = (env = process.env): BillingConfig => loadConfig(billingConfigSchema, env);

/** Injects the configuration. */
export const BILLING_CONFIG = Symbol('BILLING_CONFIG');
