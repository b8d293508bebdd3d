import { expect } from '@jest/globals';
import type { ServiceName } from '@credit-ledger/standalone';
import type { CrashWorld } from './crash-world.js';

/** `at` the so-many-th time that the failpoint is reached, the first by default. */
export type Crash = { readonly service: ServiceName; readonly failpoint: string; readonly at?: number };

/**
 * Kills the service at the failpoint while the load goes on, and starts it again. Resolves when the load has had all its
 * answers.
 * @throws Error when the load ended without reaching the failpoint: then nothing was shown.
 */
export async function crash(world: CrashWorld, { service, failpoint, at = 1 }: Crash, load: () => Promise<void>) {
  await arm(world, service, `${failpoint}=kill@${at}`);
  const { exited } = world.instance.process(service);
  const loading = load();
  const end = await Promise.race([exited, unlessDead(loading)]);
  expect({ failpoint, end }).toEqual({ failpoint, end: { code: null, signal: 'SIGKILL' } });
  await world.instance.restart(service);
  await loading;
}

/** The service is down and much waits for it: it is started, dies at the failpoint, and is started again. */
export async function crashWhileStarting(world: CrashWorld, { service, failpoint, at = 1 }: Crash): Promise<void> {
  // It may die before it is ready, and that is no reason to give up.
  await arm(world, service, `${failpoint}=kill@${at}`).catch(() => undefined);
  expect(await world.instance.process(service).exited).toEqual({ code: null, signal: 'SIGKILL' });
  await world.instance.restart(service);
}

/** Starts the service anew with a failpoint that will hit. */
export const arm = (world: CrashWorld, service: ServiceName, failpoints: string): Promise<void> =>
  world.instance.restart(service, { FAILPOINTS: failpoints });

// Background work may reach the failpoint a little after the last request was answered.
const AFTER_THE_LOAD_MS = 15_000;
const unlessDead = async (loading: Promise<void>): Promise<string> => {
  await loading;
  return new Promise((resolve) => {
    setTimeout(() => resolve('never reached'), AFTER_THE_LOAD_MS).unref();
  });
};
