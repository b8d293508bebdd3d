import { HttpTransport, type TokenSource } from './http/http-transport.js';
import type { UsageTransport } from './sending/usage-transport.js';

/** The address begins with nothing that leads to processing-metering. */
export class UnsupportedTransportError extends Error {
  constructor(scheme: string | undefined) {
    const beginning = scheme === undefined ? 'an address that cannot be read' : `${scheme}//…`;
    super(
      `usage cannot be sent to ${beginning}: http://, https:// (processing-metering) and postgres:// (embedded log) are supported`,
    );
    this.name = 'UnsupportedTransportError';
  }
}

/**
 * The way to metering that an address stands for. The embedded log is loaded only where it is used.
 * @throws UnsupportedTransportError
 */
export async function transportByUrl(url: string, token: TokenSource | undefined): Promise<UsageTransport> {
  // A whole address may hold a password: errors name its beginning alone.
  const scheme = URL.canParse(url) ? new URL(url).protocol : undefined;
  switch (scheme) {
    case 'http:':
    case 'https:':
      return new HttpTransport(url, token);
    case 'postgres:':
    case 'postgresql:': {
      const { EmbeddedLogTransport } = await import('./embedded-log/embedded-log-transport.js');
      return EmbeddedLogTransport.connect(url);
    }
    default:
      throw new UnsupportedTransportError(scheme);
  }
}
