import { expect } from '@jest/globals';
import { SERVICES } from '@credit-ledger/standalone';
import type { CrashWorld } from './crash-world.js';

export const processesOf = (world: CrashWorld): readonly number[] =>
  SERVICES.map((service) => world.instance.process(service).pid);

/** Fails when a service ended meanwhile: it has to recover by itself, not by being started again. */
export async function expectSurvivors(world: CrashWorld, before: readonly number[]): Promise<void> {
  expect(processesOf(world)).toEqual(before);
  for (const service of SERVICES) {
    const { exited } = world.instance.process(service);
    expect([service, await Promise.race([exited, Promise.resolve('running')])]).toEqual([service, 'running']);
  }
}
