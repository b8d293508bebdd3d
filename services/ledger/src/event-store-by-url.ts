import type { EventStore } from '@credit-ledger/event-sourcing';
import { PostgresEventStore } from '@credit-ledger/event-store-postgres';
import { noMetrics, type Log, type Metrics } from '@credit-ledger/kernel';
import { ConfigError, schemeOf } from '@credit-ledger/nest-platform';

/** Injects the event store behind EVENT_STORE_URL. */
export const EVENT_STORE = Symbol('EVENT_STORE');

const connectPostgres = (url: string, log: Log, metrics: Metrics): EventStore =>
  new PostgresEventStore({ url, log, metrics, applicationName: 'ledger' });

/** How each scheme of EVENT_STORE_URL is served. Nothing else in the ledger knows which engine it is. */
const ADAPTERS: ReadonlyMap<string, (url: string, log: Log, metrics: Metrics) => EventStore> = new Map([
  ['postgres', connectPostgres],
  ['postgresql', connectPostgres],
]);

/** @throws ConfigError for a scheme that no adapter serves; the URL itself may hold a password and is not repeated. */
export function connectEventStore(url: string, log: Log, metrics: Metrics = noMetrics): EventStore {
  const connect = ADAPTERS.get(schemeOf(url));
  if (connect === undefined) {
    throw new ConfigError([`EVENT_STORE_URL: must begin with ${[...ADAPTERS.keys()].join(':// or ')}://`]);
  }
  return connect(url, log, metrics);
}
