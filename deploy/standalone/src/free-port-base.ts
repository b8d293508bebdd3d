import { isPortFree } from '@credit-ledger/postgres-server';
import { InstanceError } from './instance-error.js';
import { portOf, postgresPort, SERVICES } from './service-catalog.js';

const STEP = 10;
const TRIED_MAX = 200;

/**
 * The first base at or after `from` whose ports nobody listens on at the moment; for instances that live for one command.
 * @throws InstanceError when there is none in reach.
 */
export async function findFreePortBase(from: number): Promise<number> {
  for (let portBase = from; portBase < from + STEP * TRIED_MAX; portBase += STEP) {
    const wanted = [...SERVICES.map((service) => portOf(service, portBase)), postgresPort(portBase)];
    const free = await Promise.all(wanted.map((port) => isPortFree(port)));
    if (free.every(Boolean)) return portBase;
  }
  throw new InstanceError(`no ${SERVICES.length + 1} ports beside each other are free from ${from} on`);
}
