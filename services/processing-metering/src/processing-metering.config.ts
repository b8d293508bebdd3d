import { baseConfigSchema, loadConfig } from '@credit-ledger/nest-platform';
import { z } from 'zod';

const LOOPBACK = ['127.0.0.1', '::1', 'localhost'];

const meteringConfigSchema = baseConfigSchema.extend({
  /** The most photos that one transaction of the intake charges; more is spread over several. */
  INTAKE_PHOTOS_PER_TRANSACTION: z.coerce.number().int().min(1).max(50_000).default(5_000),
  /** Beyond so many photos waiting, usage over HTTP is answered with 503 and Retry-After. */
  INTAKE_PHOTOS_WAITING: z.coerce.number().int().min(1).max(10_000_000).default(100_000),
  /** Of usage over HTTP; each holds a database connection. */
  INTAKE_TRANSACTIONS_AT_ONCE: z.coerce.number().int().min(1).max(16).default(2),
  /** Messages per batch and partition. */
  USAGE_BATCH_SIZE: z.coerce.number().int().min(1).max(10_000).default(2_000),
  /** An organisation with more bytes of usage than this in one batch of messages waits for its turn, and others not for it. */
  USAGE_LANE_BYTES: z.coerce.number().int().min(1).max(100_000_000).default(32_768),
  /** Lets staff set the clock back, for demonstrations on one machine: see `MovableClock`. */
  MOVABLE_CLOCK: z.stringbool().default(false),
});

const checkedMeteringConfigSchema = meteringConfigSchema.refine(
  ({ MOVABLE_CLOCK, HOST }) => !MOVABLE_CLOCK || LOOPBACK.includes(HOST),
  { path: ['MOVABLE_CLOCK'], error: 'is for services that listen on the loopback address alone' },
);

export type MeteringConfig = z.output<typeof meteringConfigSchema>;

/** @throws ConfigError naming every bad variable. */
export const loadMeteringConfig = (env = process.env): MeteringConfig => loadConfig(checkedMeteringConfigSchema, env);

/** Injects the configuration. */
export const METERING_CONFIG = Symbol('METERING_CONFIG');
