import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { Engines } from './engines.js';
import { InstanceError } from './instance-error.js';

/** The project's folder: this file is deploy/standalone/{src,dist}/standalone.config. */
export const PROJECT_DIR = resolve(dirname(fileURLToPath(import.meta.url)), '../../..');

export type StandaloneConfig = {
  readonly portBase: number;
  readonly dataDir: string;
  /** Where messages and events are kept, when not in the instance's own PostgreSQL. */
  readonly engines: Engines;
  /** Settings of services that a person may pass on the command line, such as LOG_LEVEL. */
  readonly passedOn: Readonly<Record<string, string>>;
};

// Below 1024 only root may listen; five ports above it are taken.
const PORT_BASE_RULE =
  'must be a whole number from 1024 to 65530: services and PostgreSQL listen on the five ports above it';
const portBase = z.coerce
  .number(PORT_BASE_RULE)
  .int(PORT_BASE_RULE)
  .min(1_024, PORT_BASE_RULE)
  .max(65_530, PORT_BASE_RULE);

const schema = z.object({
  PORT_BASE: portBase.default(4_000),
  DATA_DIR: z.string().default('.data'),
  MESSAGING_URL: z.string().optional(),
  EVENT_STORE_URL: z.string().optional(),
});

const PASSED_ON = [
  'LOG_LEVEL',
  'OTEL_EXPORTER_OTLP_ENDPOINT',
  'OTEL_TRACES_SAMPLER_ARG',
  'NODE_ENV',
  'TZ',
  'NODE_EXTRA_CA_CERTS',
  // For URLs of PostgreSQL that are given without a password, which a command line would show.
  'PGPASSWORD',
  'PGPASSFILE',
];

/** @throws InstanceError naming the variable that is wrong. A relative DATA_DIR is below the project. */
export function loadStandaloneConfig(env: NodeJS.ProcessEnv = process.env): StandaloneConfig {
  const parsed = schema.safeParse(Object.fromEntries(Object.entries(env).filter(([, value]) => value !== '')));
  if (!parsed.success) {
    throw new InstanceError(parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`).join('\n'));
  }
  const passedOn = PASSED_ON.flatMap((name): [string, string][] => {
    const value = env[name];
    return value === undefined ? [] : [[name, value]];
  });
  return {
    portBase: parsed.data.PORT_BASE,
    dataDir: resolve(PROJECT_DIR, parsed.data.DATA_DIR),
    engines: { messagingUrl: parsed.data.MESSAGING_URL, eventStoreUrl: parsed.data.EVENT_STORE_URL },
    passedOn: Object.fromEntries(passedOn),
  };
}

/** True below `npm start`: npm then is our parent, and we go when it goes. */
export const isStartedByNpm = (env: NodeJS.ProcessEnv = process.env): boolean =>
  env['npm_lifecycle_event'] !== undefined;
