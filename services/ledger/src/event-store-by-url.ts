import type { EventStore } from '@credit-ledger/event-sourcing';
import { PostgresEventStore } from '@credit-ledger/event-store-postgres';
import { noMetrics, type Log, type Metrics } from '@credit-ledger/kernel';
import { ConfigError, schemeOf } from '@credit-ledger/nest-platform';

/** Injects the event store behind EVENT_STORE_URL. */
export const EVENT_STORE = Symbol('EVENT_STORE');

const connectPostgres = (url: string, log: Log, metrics: Metrics): EventStore =>
  new PostgresEventStore({ url, log, metrics, applicationName: 'ledger' });

type Connect = (url: string, log: Log, metrics: Metrics) => EventStore;

/** How each scheme of EVENT_STORE_URL is served. Nothing else in the ledger knows which engine it is. */
const ADAPTERS: ReadonlyMap<string, Connect> = new Map([
  ['postgres', connectPostgres],
  ['postgresql', connectPostgres],
]);

/** @throws ConfigError for a scheme that no adapter serves; the URL itself may hold a password and is not repeated. */
export const connectEventStore = (url: string, log: Log, metrics: Metrics = noMetrics): EventStore =>
  adapterOf(url)(url, log, metrics);

/** @throws ConfigError likewise, without connecting. */
export const assertEventStoreUrl = (url: string): void => void adapterOf(url);

function adapterOf(url: string): Connect {
  const connect = ADAPTERS.get(schemeOf(url));
  if (connect !== undefined) return connect;
  throw new ConfigError([`EVENT_STORE_URL: must begin with ${[...ADAPTERS.keys()].join(':// or ')}://`]);
}
