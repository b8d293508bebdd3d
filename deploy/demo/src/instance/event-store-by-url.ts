import type { EventStore } from '@credit-ledger/event-sourcing';
import { PostgresEventStore } from '@credit-ledger/event-store-postgres';
import { silentLog } from '@credit-ledger/kernel';
import { InstanceError } from '@credit-ledger/standalone';

const connectPostgres = (url: string): EventStore =>
  new PostgresEventStore({ url, log: silentLog, applicationName: 'demo' });

/** How the events of an instance are read, by the scheme of their address. */
const ADAPTERS: ReadonlyMap<string, (url: string) => EventStore> = new Map([
  ['postgres', connectPostgres],
  ['postgresql', connectPostgres],
]);

/** @throws InstanceError for a store that the demo cannot read; its address may hold a password and is not repeated. */
export function eventStoreByUrl(url: string): EventStore {
  const [scheme = ''] = url.split('://');
  const connect = ADAPTERS.get(scheme.toLowerCase());
  if (connect !== undefined) return connect(url);
  throw new InstanceError(`the demo reads events from ${[...ADAPTERS.keys()].join(' and ')}, and not from ${scheme}`);
}
