import { randomInt } from 'node:crypto';
import { isPortFree } from '@credit-ledger/postgres-server';
import { InstanceError } from './instance-error.js';
import { portOf, postgresPort, SERVICES } from './service-catalog.js';

// Far from the default ports, and below those that systems give out by themselves (32,768 and up on Linux).
const FIRST = 24_000;
const STEP = 10;
const BASES = 800;
const TRIED_MAX = 100;

/**
 * A base whose ports nobody listens on at the moment, for an instance that lives for one command. Drawn at random: two
 * commands that start together would else find the same ports free.
 * @throws InstanceError when none was found.
 */
export async function findFreePortBase(): Promise<number> {
  for (let tried = 0; tried < TRIED_MAX; tried += 1) {
    const portBase = FIRST + STEP * randomInt(BASES);
    const wanted = [...SERVICES.map((service) => portOf(service, portBase)), postgresPort(portBase)];
    const free = await Promise.all(wanted.map((port) => isPortFree(port)));
    if (free.every(Boolean)) return portBase;
  }
  throw new InstanceError(
    `found no ${SERVICES.length + 1} free ports beside each other from ${FIRST} to ${FIRST + STEP * BASES}`,
  );
}
