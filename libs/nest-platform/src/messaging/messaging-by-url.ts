import type { Log } from '@credit-ledger/kernel';
import type { Messaging } from '@credit-ledger/messaging';
import { connectEmbeddedLog } from '@credit-ledger/messaging-postgres';
import { ConfigError } from '../config/config-error.js';
import { schemeOf } from '../config/engine-url.js';

type AdapterOptions = { readonly logger: Log; readonly leaseMs: number };
type Adapter = (url: string, options: AdapterOptions) => Messaging;

/** How each scheme of MESSAGING_URL is served. Nothing else in the code knows which engine it is. */
const ADAPTERS: ReadonlyMap<string, Adapter> = new Map([
  ['postgres', connectEmbeddedLog],
  ['postgresql', connectEmbeddedLog],
]);

/** @throws ConfigError for a scheme that no adapter serves. */
export function connectMessaging(url: string, options: AdapterOptions): Messaging {
  return adapterOf(url)(url, options);
}

/** @throws ConfigError likewise, without connecting. */
export const assertMessagingUrl = (url: string): void => void adapterOf(url);

function adapterOf(url: string): Adapter {
  const adapter = ADAPTERS.get(schemeOf(url));
  if (adapter !== undefined) return adapter;
  // The URL itself may hold a password and is not repeated.
  throw new ConfigError([`MESSAGING_URL: must begin with ${[...ADAPTERS.keys()].join(':// or ')}://`]);
}
