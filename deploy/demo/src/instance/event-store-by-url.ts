import type { EventStore } from '@credit-ledger/event-sourcing';
import { KurrentEventStore } from '@credit-ledger/event-store-kurrentdb';
import { PostgresEventStore } from '@credit-ledger/event-store-postgres';
import { silentLog } from '@credit-ledger/kernel';
import { InstanceError } from '@credit-ledger/standalone';

const connectPostgres = (url: string): EventStore =>
  new PostgresEventStore({ url, log: silentLog, applicationName: 'demo' });

const connectKurrentDb = (url: string): EventStore =>
  new KurrentEventStore({ url, log: silentLog, streamPrefixes: [ACCOUNT_STREAM_PREFIX] });

/** Of the streams of accounts, which is all that the demo looks at. */
const ACCOUNT_STREAM_PREFIX = 'creditAccount-';

/** How the events of an instance are read, by the scheme of their address. */
const ADAPTERS: ReadonlyMap<string, (url: string) => EventStore> = new Map([
  ['postgres', connectPostgres],
  ['postgresql', connectPostgres],
  ['kurrentdb', connectKurrentDb],
  ['kurrentdb+discover', connectKurrentDb],
  ['esdb', connectKurrentDb],
  ['esdb+discover', connectKurrentDb],
]);

/** @throws InstanceError for a store that the demo cannot read; its address may hold a password and is not repeated. */
export function eventStoreByUrl(url: string): EventStore {
  const [scheme = ''] = url.split('://');
  const connect = ADAPTERS.get(scheme.toLowerCase());
  if (connect !== undefined) return connect(url);
  throw new InstanceError(`the demo reads events from ${[...ADAPTERS.keys()].join(', ')}, and not from ${scheme}`);
}
