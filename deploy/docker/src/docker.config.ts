import { engineUrl, loadConfig } from '@credit-ledger/nest-platform';
import { z } from 'zod';

/** What a password of `.env.example` begins with. It is public, so a database that knows it is nobody's own. */
export const PLACEHOLDER = 'replace-me';

// compose puts them into URLs as they are.
const password = z
  .string({ error: 'is missing: deploy/docker/bin/make-env.mjs makes one' })
  .regex(/^[A-Za-z0-9._~-]{16,128}$/, {
    error: 'must be 16 to 128 letters, digits, "-", "_", "." or "~", which mean the same inside a URL',
  })
  .refine((text) => !text.startsWith(PLACEHOLDER), {
    error: 'is the placeholder of .env.example: deploy/docker/bin/make-env.mjs makes passwords of your own',
  });

const databaseSchema = z.object({
  /** A superuser's login to the server; any database of it. */
  DATABASE_ADMIN_URL: z.url({ protocol: /^postgres(ql)?$/, error: 'must be a postgres:// URL' }),
  DATABASE_NAME: z.string().min(1).max(63),
  /** The superuser's own password, which the URL holds too: here it is looked at. */
  POSTGRES_PASSWORD: password,
  BILLING_DB_PASSWORD: password,
  LEDGER_DB_PASSWORD: password,
  EVENT_STORE_DB_PASSWORD: password,
  METERING_DB_PASSWORD: password,
  INVOICING_DB_PASSWORD: password,
  BROKER_DB_PASSWORD: password,
});

const messagingSchema = z.object({ MESSAGING_URL: engineUrl });

const keysSchema = z.object({
  SIGNING_KEY_FILE: z.string().min(1),
  PUBLIC_KEYS_FILE: z.string().min(1),
});

export type DatabaseConfig = z.output<typeof databaseSchema>;

/** @throws ConfigError naming every bad variable, as the others do. */
export const loadDatabaseConfig = (env = process.env): DatabaseConfig => loadConfig(databaseSchema, env);
export const loadMessagingConfig = (env = process.env) => loadConfig(messagingSchema, env);
export const loadKeysConfig = (env = process.env) => loadConfig(keysSchema, env);
