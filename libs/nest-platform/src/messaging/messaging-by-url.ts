import type { Log } from '@credit-ledger/kernel';
import type { Messaging } from '@credit-ledger/messaging';
import { ConfigError } from '../config/config-error.js';

/** How each scheme of MESSAGING_URL is served. Nothing else in the code knows which engine it is. */
const ADAPTERS: Readonly<Record<string, (url: string, options: { name: string; logger: Log }) => Messaging>> = {};

/** @throws ConfigError for a scheme that no adapter serves; the URL itself may hold a password and is not repeated. */
export function assertMessagingUrl(url: string): void {
  if (!(new URL(url).protocol in ADAPTERS)) throw noAdapter();
}

const noAdapter = () => new ConfigError([`MESSAGING_URL: must begin with ${Object.keys(ADAPTERS).join('// or ')}//`]);

/** @throws ConfigError for a scheme that no adapter serves. */
export function connectMessaging(url: string, options: { name: string; logger: Log }): Messaging {
  const connect = ADAPTERS[new URL(url).protocol];
  if (connect === undefined) throw noAdapter();
  return connect(url, options);
}
