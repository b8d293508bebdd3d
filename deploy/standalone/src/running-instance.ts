import { loadTokenIssuer, tokenFor, type RoleUrls, type TokenRole } from '@credit-ledger/provisioning';
import { superuserUrl } from '@credit-ledger/postgres-server';
import { dataDirectory } from './data-directory.js';
import { runningInstance } from './instance-lock.js';
import { readSecrets } from './secrets.js';
import { postgresPort, SERVICES, urlOf, type ServiceName } from './service-catalog.js';
import { DATABASE, databaseLogins, serviceEnvironment } from './service-environment.js';

/** What is needed to work with an instance that another process started. */
export interface RunningInstance {
  readonly portBase: number;
  readonly urls: ReadonlyMap<ServiceName, string>;
  readonly databaseUrls: RoleUrls;
  readonly adminUrl: string;
  /** What its services have as MESSAGING_URL and EVENT_STORE_URL. */
  readonly messagingUrl: string;
  readonly eventStoreUrl: string;
  token(role: TokenRole, organisationId?: string, lifetimeSeconds?: number): Promise<string>;
  environmentOf(service: ServiceName): Readonly<Record<string, string>>;
}

/** Finds the instance that runs on a data directory, or undefined. */
export async function findRunningInstance(dataDir: string): Promise<RunningInstance | undefined> {
  const directory = dataDirectory(dataDir);
  const lock = await runningInstance(directory);
  if (lock === undefined) return undefined;
  const { portBase, engines } = lock;
  const secrets = await readSecrets(directory.secretsFile);
  const issuer = await loadTokenIssuer(directory.signingKeyFile);
  const databaseUrls = databaseLogins(secrets, portBase);
  return {
    portBase,
    urls: new Map(SERVICES.map((service) => [service, urlOf(service, portBase)])),
    databaseUrls,
    messagingUrl: engines.messagingUrl ?? databaseUrls.broker,
    eventStoreUrl: engines.eventStoreUrl ?? databaseUrls.event_store,
    adminUrl: superuserUrl(postgresPort(portBase), secrets.superuser, DATABASE),
    token: (role, organisationId, lifetimeSeconds) => tokenFor(issuer, role, organisationId, lifetimeSeconds),
    environmentOf: (service) => serviceEnvironment(service, { directory, secrets, portBase, engines }),
  };
}
