import type { EventStore } from '@credit-ledger/event-sourcing';
import { assertConnectionUrl, ConnectionUrlError } from '@credit-ledger/event-store-kurrentdb/url';
import { PostgresEventStore } from '@credit-ledger/event-store-postgres';
import { noMetrics, type Log, type Metrics } from '@credit-ledger/kernel';
import { ConfigError, schemeOf } from '@credit-ledger/nest-platform';
import { ACCOUNT_STREAM_PREFIX } from './credit-account/account-stream.js';

/** Injects the event store behind EVENT_STORE_URL. */
export const EVENT_STORE = Symbol('EVENT_STORE');

type Adapter = {
  readonly connect: (url: string, log: Log, metrics: Metrics) => EventStore | Promise<EventStore>;
  readonly assertUrl: (url: string) => void;
};

const postgres: Adapter = {
  connect: (url, log, metrics) => new PostgresEventStore({ url, log, metrics, applicationName: 'ledger' }),
  assertUrl: (url) => {
    if (!URL.canParse(url)) throw new ConfigError(['EVENT_STORE_URL: it cannot be read as a URL']);
  },
};

/** Loaded when it is used: a client that nobody needs would make every start longer. */
const kurrentDb: Adapter = {
  connect: async (url, log, metrics) => {
    const { KurrentEventStore } = await import('@credit-ledger/event-store-kurrentdb');
    return new KurrentEventStore({ url, log, metrics, streamPrefixes: [ACCOUNT_STREAM_PREFIX] });
  },
  assertUrl: assertConnectionUrl,
};

/** How each scheme of EVENT_STORE_URL is served. Nothing else in the ledger knows which engine it is. */
const ADAPTERS: ReadonlyMap<string, Adapter> = new Map([
  ['postgres', postgres],
  ['postgresql', postgres],
  ['kurrentdb', kurrentDb],
  ['kurrentdb+discover', kurrentDb],
  ['esdb', kurrentDb],
  ['esdb+discover', kurrentDb],
]);

/**
 * @throws ConfigError for a scheme that no adapter serves, and for what its adapter cannot use; the URL itself may hold a
 * password and is not repeated.
 */
export async function connectEventStore(url: string, log: Log, metrics: Metrics = noMetrics): Promise<EventStore> {
  assertEventStoreUrl(url);
  return adapterOf(url).connect(url, log, metrics);
}

/** @throws ConfigError likewise, without connecting. */
export function assertEventStoreUrl(url: string): void {
  const adapter = adapterOf(url);
  try {
    adapter.assertUrl(url);
  } catch (error) {
    if (error instanceof ConnectionUrlError) throw new ConfigError([`EVENT_STORE_URL: ${error.message}`]);
    throw error;
  }
}

function adapterOf(url: string): Adapter {
  const adapter = ADAPTERS.get(schemeOf(url));
  if (adapter !== undefined) return adapter;
  throw new ConfigError([`EVENT_STORE_URL: must begin with ${[...ADAPTERS.keys()].join(':// or ')}://`]);
}
