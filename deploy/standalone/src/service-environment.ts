import { join } from 'node:path';
import { roleUrls, type RoleUrls } from '@credit-ledger/provisioning';
import { superuserUrl } from '@credit-ledger/postgres-server';
import type { DataDirectory } from './data-directory.js';
import type { Engines } from './engines.js';
import type { Secrets } from './secrets.js';
import { portOf, postgresPort, roleOf, SERVICES, urlOf, type ServiceName } from './service-catalog.js';

export const DATABASE = 'credits';

export type InstanceFacts = {
  readonly directory: DataDirectory;
  readonly secrets: Secrets;
  readonly portBase: number;
  readonly engines: Engines;
};

/** Everything a service reads from its environment on one machine, the same for its server process and its ops commands. */
export function serviceEnvironment(
  service: ServiceName,
  { directory, secrets, portBase, engines }: InstanceFacts,
): Readonly<Record<string, string>> {
  const logins = databaseLogins(secrets, portBase);
  return {
    NODE_ENV: 'production',
    // Newer Node versions keep compiled code there, and start sooner; Node 20 takes no notice.
    NODE_COMPILE_CACHE: join(directory.path, 'compile-cache'),
    HOST: '127.0.0.1',
    PORT: String(portOf(service, portBase)),
    DATABASE_URL: logins[roleOf(service)],
    MESSAGING_URL: engines.messagingUrl ?? logins.broker,
    EVENT_STORE_URL: engines.eventStoreUrl ?? logins.event_store,
    JWT_PUBLIC_KEYS: directory.publicKeysFile,
    ...(service === 'billing' ? { SANDBOX_SECRET: secrets.sandbox } : {}),
    ...(service === 'processing-metering' ? { MOVABLE_CLOCK: 'true' } : {}),
    ...Object.fromEntries(SERVICES.map((one) => [`${one.toUpperCase().replace('-', '_')}_URL`, urlOf(one, portBase)])),
  };
}

export const databaseLogins = (secrets: Secrets, portBase: number): RoleUrls =>
  roleUrls(superuserUrl(postgresPort(portBase), secrets.superuser, DATABASE), secrets.roles);
