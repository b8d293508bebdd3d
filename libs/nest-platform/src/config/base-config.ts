import { z } from 'zod';
import { engineUrl } from './engine-url.js';

const wholeNumber = (min: number, max: number) => z.coerce.number().int().min(min).max(max);

/** What every service reads from its environment. A service extends it: `baseConfigSchema.extend({ … })`. */
export const baseConfigSchema = z.object({
  PORT: wholeNumber(0, 65_535),
  HOST: z.string().default('127.0.0.1'),
  /** Logs in as the service's own role, whose search_path is the service's own schema. */
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: 'must be a postgres:// URL' }),
  DATABASE_POOL_MAX: wholeNumber(1, 100).default(8),
  MESSAGING_URL: engineUrl,
  /** How long a process that stopped answering keeps its partitions and the outbox from the others of its service. */
  MESSAGING_LEASE_MS: wholeNumber(500, 600_000).default(10_000),
  /** A file with a JSON Web Key Set, or the https URL of one. */
  JWT_PUBLIC_KEYS: z.string({ error: 'must be the path of a JSON Web Key Set, or its URL' }).min(1),
  JWT_ISSUER: z.string().optional(),
  JWT_AUDIENCE: z.string().optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  /** Where traces are sent by OTLP over HTTP, such as http://127.0.0.1:4318; unset, none are made. */
  OTEL_EXPORTER_OTLP_ENDPOINT: z.url({ protocol: /^https?$/, error: 'must be an http URL' }).optional(),
  /** Of the traces that begin here, how many are recorded: 0 to 1. Those that a caller began are as the caller decided. */
  OTEL_TRACES_SAMPLER_ARG: z.coerce.number().min(0).max(1).default(1),
  /** Part of the source name of every message (`billing#1`); raised after restoring the database from a backup. */
  SOURCE_EPOCH: wholeNumber(1, 1_000_000).default(1),
  /** Crash tests alone: see `armFailpoints` of the kernel. */
  FAILPOINTS: z.string().default(''),
  BODY_LIMIT_BYTES: wholeNumber(1_024, 64 * 1_024 * 1_024).default(2 * 1_024 * 1_024),
  /** How much one caller may ask of one process, over ten seconds; 0 is no limit. Members by the subject of their token, … */
  RATE_LIMIT_MEMBER_PER_SECOND: wholeNumber(0, 1_000_000).default(200),
  /** … staff and services likewise, … */
  RATE_LIMIT_PLATFORM_PER_SECOND: wholeNumber(0, 1_000_000).default(0),
  /** … and whoever has no accepted token by address. */
  RATE_LIMIT_ADDRESS_PER_SECOND: wholeNumber(0, 1_000_000).default(100),
  /** Addresses or networks, separated by commas, of the proxies whose X-Forwarded-For tells the address of a caller. */
  TRUSTED_PROXIES: z.string().default(''),
  REQUEST_TIMEOUT_MS: wholeNumber(100, 600_000).default(15_000),
  /** How long a stopping service goes on taking requests, not ready, so that whatever routes to it can notice. */
  SHUTDOWN_DRAIN_MS: wholeNumber(0, 600_000).default(0),
  /** After this long a shutdown stops being graceful. */
  SHUTDOWN_TIMEOUT_MS: wholeNumber(100, 600_000).default(10_000),
});

export type BaseConfig = z.output<typeof baseConfigSchema>;
