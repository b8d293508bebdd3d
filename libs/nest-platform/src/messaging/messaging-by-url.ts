import type { Log } from '@credit-ledger/kernel';
import type { Messaging } from '@credit-ledger/messaging';
import { assertKafkaUrl, KafkaUrlError } from '@credit-ledger/messaging-kafka/url';
import { connectEmbeddedLog } from '@credit-ledger/messaging-postgres';
import { ConfigError } from '../config/config-error.js';
import { schemeOf } from '../config/engine-url.js';

type AdapterOptions = { readonly logger: Log; readonly leaseMs: number };
type Adapter = {
  readonly connect: (url: string, options: AdapterOptions) => Messaging | Promise<Messaging>;
  /** Whether it can be read, without connecting. */
  readonly check: (url: string) => unknown;
};

const EMBEDDED_LOG: Adapter = { connect: connectEmbeddedLog, check: (url) => new URL(url) };

/** Loaded when it is used: a client that nobody needs would make every start longer. */
const KAFKA: Adapter = {
  connect: async (url, options) => (await import('@credit-ledger/messaging-kafka')).connectKafka(url, options),
  check: assertKafkaUrl,
};

/** How each scheme of MESSAGING_URL is served. Nothing else in the code knows which engine it is. */
const ADAPTERS: ReadonlyMap<string, Adapter> = new Map([
  ['postgres', EMBEDDED_LOG],
  ['postgresql', EMBEDDED_LOG],
  ['kafka', KAFKA],
]);

/** @throws ConfigError for a URL that no adapter serves. */
export async function connectMessaging(url: string, options: AdapterOptions): Promise<Messaging> {
  return adapterOf(url).connect(url, options);
}

/** @throws ConfigError likewise, without connecting. */
export const assertMessagingUrl = (url: string): void => void adapterOf(url);

function adapterOf(url: string): Adapter {
  const adapter = ADAPTERS.get(schemeOf(url));
  // The URL itself may hold a password and is not repeated.
  if (adapter === undefined) {
    throw new ConfigError([`MESSAGING_URL: must begin with ${[...ADAPTERS.keys()].join(':// or ')}://`]);
  }
  try {
    adapter.check(url);
  } catch (error) {
    const reason = error instanceof KafkaUrlError ? error.message : 'it cannot be read as a URL';
    throw new ConfigError([`MESSAGING_URL: ${reason}`]);
  }
  return adapter;
}
