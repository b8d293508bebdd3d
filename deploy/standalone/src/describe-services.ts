import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { ServiceName } from './service-catalog.js';
import { PROJECT_DIR } from './standalone.config.js';

/** What a service checks before it describes itself; nothing of it is connected to. */
const ENVIRONMENT = {
  PORT: '0',
  DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none',
  MESSAGING_URL: 'postgres://nobody@127.0.0.1:1/none',
  EVENT_STORE_URL: 'postgres://nobody@127.0.0.1:1/none',
  JWT_PUBLIC_KEYS: 'none',
  SANDBOX_SECRET: 'not a secret: nothing is signed with it',
};

/** The OpenAPI document of a built service, which is not started for it. */
export async function openApiOf(service: ServiceName): Promise<unknown> {
  const main = join(PROJECT_DIR, 'services', service, 'dist', 'main.js');
  const options = { env: ENVIRONMENT, maxBuffer: 64 * 1_024 * 1_024 };
  const { stdout } = await promisify(execFile)(process.execPath, [main, '--openapi'], options);
  return JSON.parse(stdout) as unknown;
}
