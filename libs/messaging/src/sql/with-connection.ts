import type { Pool, PoolClient } from 'pg';

/**
 * Lends a connection of the pool to `work`, which leaves no transaction open on it. The pool listens only to idle
 * connections, and one that dies while lent would end the process; here the next statement on it fails instead.
 */
export async function withConnection<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let lost: Error | undefined;
  const onError = (error: Error): void => void (lost = error);
  client.on('error', onError);
  try {
    return await work(client);
  } finally {
    client.off('error', onError);
    client.release(lost);
  }
}
