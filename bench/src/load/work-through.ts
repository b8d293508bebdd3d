import { HttpConnection } from './http-connection.js';

/**
 * Sends a number of requests, a few at a time. `requestsOf` makes, for each connection, what gives the bytes of a request.
 * @throws ExchangeError at the first answer that is no success.
 */
export async function workThrough(
  url: string,
  count: number,
  callers: number,
  requestsOf: () => (index: number) => Buffer,
): Promise<void> {
  let next = 0;
  await Promise.all(
    Array.from({ length: callers }, async () => {
      const connection = await HttpConnection.open(url);
      const requestOf = requestsOf();
      try {
        while (next < count) await connection.exchange(requestOf(next++));
      } finally {
        connection.close();
      }
    }),
  );
}
