import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  findFreePortBase,
  InstanceError,
  inFreshNamespace,
  startInstance,
  type Instance,
  type StandaloneConfig,
} from '@credit-ledger/standalone';
import type { DemoInstance } from './demo-instance.js';

/**
 * Starts an instance with fresh data on ports that are free, for this demo alone; `release` stops it and removes the data.
 * @throws InstanceError when it does not come up, or whatever `signal` was aborted with; nothing is left behind.
 */
export async function startOwnInstance(
  { engines, passedOn }: Pick<StandaloneConfig, 'engines' | 'passedOn'>,
  signal: AbortSignal,
  log: (line: string) => void,
): Promise<DemoInstance> {
  const dataDir = await mkdtemp(join(tmpdir(), 'credit-ledger-demo-'));
  // PostgreSQL runs as another account when we are root, and has to pass through.
  await chmod(dataDir, 0o711);
  const remove = () => rm(dataDir, { recursive: true, force: true });
  try {
    const portBase = await findFreePortBase();
    const instance = await startInstance({
      portBase,
      dataDir,
      engines: inFreshNamespace(engines),
      env: { all: passedOn },
      signal,
      log,
    });
    return ownInstance(instance, async () => {
      await instance.stop();
      await remove();
    });
  } catch (error) {
    await remove();
    throw error;
  }
}

const ownInstance = (instance: Instance, release: () => Promise<void>): DemoInstance => ({
  name: `an instance of its own (${instance.urls.billing} and the ports after it)`,
  urls: {
    billing: instance.urls.billing,
    ledger: instance.urls.ledger,
    metering: instance.urls['processing-metering'],
  },
  stores: {
    messagingUrl: instance.messagingUrl,
    eventStoreUrl: instance.eventStoreUrl,
    meteringUrl: instance.databaseUrls.metering,
  },
  token: (role, organisationId) => instance.token(role, organisationId),
  broken: failsWhenOneDies(instance),
  release,
});

function failsWhenOneDies(instance: Instance): Promise<never> {
  const broken = instance.died.then(({ name, code, signal }): never => {
    throw new InstanceError(`${name} ended by itself (${signal ?? `exit code ${code}`}) while the demo ran`);
  });
  // Whoever waits for something races against this; that nobody does at the moment is no unhandled rejection.
  broken.catch(() => undefined);
  return broken;
}
