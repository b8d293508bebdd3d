import { createServer } from 'node:net';

/**
 * A port that nobody listens on at the moment of asking. Another process may take it before the caller does, so whoever
 * uses it has to be ready to ask again.
 */
export function freePort(host = '127.0.0.1'): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, host, () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}
