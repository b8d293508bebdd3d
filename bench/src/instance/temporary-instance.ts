import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePortBase, InstanceError, startInstance, type Instance, type ServiceName } from '@credit-ledger/standalone';

const PORTS = 5;

/** An instance with fresh data on free ports. */
export type TemporaryInstance = {
  readonly instance: Instance;
  /** Rejects when one of its processes dies by itself: its figures would mean nothing. */
  readonly broken: Promise<never>;
  /** Stops it and keeps the data. */
  stop(): Promise<void>;
  /** Stops it when it runs, and removes the data. */
  release(): Promise<void>;
};

/**
 * `env` is added to what the services are given.
 * @throws InstanceError when it does not come up; nothing is left behind.
 */
export async function startTemporaryInstance(
  services: readonly ServiceName[],
  env: Readonly<Record<string, string>> = {},
): Promise<TemporaryInstance> {
  const dataDir = await mkdtemp(join(tmpdir(), 'credit-ledger-bench-'));
  // PostgreSQL runs as another account when we are root, and has to pass through.
  await chmod(dataDir, 0o711);
  const remove = () => rm(dataDir, { recursive: true, force: true });
  try {
    const instance = await startInstance({ portBase: await freePortBase(PORTS), dataDir, services, env: { all: env } });
    return {
      instance,
      broken: failsWhenOneDies(instance),
      stop: () => instance.stop(),
      async release() {
        await instance.stop();
        await remove();
      },
    };
  } catch (error) {
    await remove();
    throw error;
  }
}

function failsWhenOneDies(instance: Instance): Promise<never> {
  const broken = instance.died.then(({ name, code, signal }): never => {
    throw new InstanceError(`${name} ended by itself (${signal ?? `exit code ${code}`}) while it was measured`);
  });
  // Whoever measures races against this; that nobody does at the moment is no unhandled rejection.
  broken.catch(() => undefined);
  return broken;
}
