import { relative } from 'node:path';
import {
  findRunningInstance,
  InstanceError,
  PROJECT_DIR,
  type RunningInstance,
  type ServiceName,
} from '@credit-ledger/standalone';
import type { DemoInstance } from './demo-instance.js';

/**
 * The instance that runs on a data directory, or undefined when none does.
 * @throws InstanceError when `url` names another one than the one that was found, or none was.
 */
export async function findInstance(dataDir: string, url: string | undefined): Promise<DemoInstance | undefined> {
  const found = await findRunningInstance(dataDir);
  const where = relative(PROJECT_DIR, dataDir) || '.';
  if (url !== undefined) checkAddress(url, found, where);
  if (found === undefined) return undefined;
  const urlOf = (service: ServiceName): string => {
    const known = found.urls.get(service);
    if (known === undefined) throw new InstanceError(`the instance on ${where} has no ${service}`);
    return known;
  };
  return {
    name: `the instance on ${where}`,
    urls: { billing: urlOf('billing'), ledger: urlOf('ledger'), metering: urlOf('processing-metering') },
    stores: {
      messagingUrl: found.messagingUrl,
      eventStoreUrl: found.eventStoreUrl,
      meteringUrl: found.databaseUrls.metering,
    },
    token: (role, organisationId) => found.token(role, organisationId),
    broken: new Promise<never>(() => undefined),
    release: () => Promise.resolve(),
  };
}

// Tokens and database logins are in the data directory: an address alone opens nothing.
function checkAddress(url: string, found: RunningInstance | undefined, where: string): void {
  if (found === undefined) {
    throw new InstanceError(
      `no instance runs on ${where}, and ${url} needs its keys. Start one with npm start, or name its directory with DATA_DIR.`,
    );
  }
  const asked = new URL(url);
  const isLocal = ['127.0.0.1', 'localhost', '[::1]'].includes(asked.hostname);
  if (!isLocal || Number(asked.port) !== found.portBase) {
    throw new InstanceError(
      `${url} is not the instance on ${where}, which is http://127.0.0.1:${found.portBase}. ` +
        'Name the directory of the other one with DATA_DIR.',
    );
  }
}
