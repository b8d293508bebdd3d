import type { z } from 'zod';
import { ConfigError } from './config-error.js';

/**
 * Reads the environment once, through the service's schema. Only `<service>.config.ts` calls it. An empty variable counts
 * as absent, so that `FAILPOINTS= npm start` means what it looks like.
 *
 * @throws ConfigError naming every bad variable; values are never repeated, for they may be secrets.
 */
export function loadConfig<Schema extends z.ZodType>(schema: Schema, env = process.env): z.output<Schema> {
  const present = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = schema.safeParse(present);
  if (parsed.success) return parsed.data;
  throw new ConfigError(
    parsed.error.issues.map((issue) => `${issue.path.join('.') || '(environment)'}: ${issue.message}`),
  );
}
