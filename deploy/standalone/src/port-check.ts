import { isPortFree } from '@credit-ledger/postgres-server';
import { InstanceError } from './instance-error.js';
import { portOf, postgresPort, type ServiceName } from './service-catalog.js';

/** @throws InstanceError naming every port that somebody else listens on, and who wanted it. */
export async function assertPortsAreFree(portBase: number, services: readonly ServiceName[]): Promise<void> {
  const wanted = [
    ...services.map((service) => ({ port: portOf(service, portBase), name: service })),
    { port: postgresPort(portBase), name: 'PostgreSQL' },
  ];
  const free = await Promise.all(wanted.map(({ port }) => isPortFree(port)));
  const taken = wanted.filter((_, index) => !free[index]).map(({ port, name }) => `port ${port} (${name})`);
  if (taken.length === 0) return;
  throw new InstanceError(
    `${taken.join(', ')} in use by another program. Stop it, or choose other ports with PORT_BASE.`,
  );
}
