import { HttpTransport, type TokenSource } from './http/http-transport.js';
import { LogTransport } from './log/log-transport.js';
import type { UsageTransport } from './sending/usage-transport.js';

/** The address begins with nothing that leads to processing-metering. */
export class UnsupportedTransportError extends Error {
  constructor(scheme: string | undefined) {
    const beginning = scheme === undefined ? 'an address that cannot be read' : `${scheme}://…`;
    super(
      `usage cannot be sent to ${beginning}: http://, https:// (processing-metering), kafka:// (Kafka) and postgres:// ` +
        '(embedded log) are supported',
    );
    this.name = 'UnsupportedTransportError';
  }
}

/**
 * The way to metering that an address stands for. A log's client is loaded only where it is used.
 * @throws UnsupportedTransportError, and KafkaUrlError for what is wrong with a kafka:// address
 */
export async function transportByUrl(url: string, token: TokenSource | undefined): Promise<UsageTransport> {
  // A whole address may hold a password: errors name its beginning alone.
  const scheme = schemeOf(url);
  switch (scheme) {
    case 'http':
    case 'https':
      return new HttpTransport(url, token);
    case 'kafka': {
      const { connectKafka } = await import('@credit-ledger/messaging-kafka');
      return new LogTransport(connectKafka(url));
    }
    case 'postgres':
    case 'postgresql': {
      const { connectEmbeddedLog } = await import('@credit-ledger/messaging-postgres');
      return new LogTransport(connectEmbeddedLog(url));
    }
    default:
      throw new UnsupportedTransportError(scheme);
  }
}

// A cluster is named by several hosts, which is no URL to WHATWG; its adapter reads the rest.
function schemeOf(url: string): string | undefined {
  const [, scheme] = /^([a-z][a-z0-9+.-]*):\/\/\S+$/i.exec(url) ?? [];
  if (scheme === undefined) return undefined;
  return scheme.toLowerCase() === 'kafka' || URL.canParse(url) ? scheme.toLowerCase() : undefined;
}
