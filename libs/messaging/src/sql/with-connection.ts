import type { Pool, PoolClient } from 'pg';

/**
 * Lends a connection of the pool to `work`, which leaves no transaction open on it. The pool listens only to idle
 * connections, and one that dies while lent would end the process; here the next statement on it fails instead.
 */
export async function withConnection<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  let lost: Error | undefined;
  const onError = (error: Error): void => void (lost = error);
  const client = await connect(pool, onError);
  try {
    return await work(client);
  } finally {
    client.off('error', onError);
    client.release(lost);
  }
}

/** By callback: while a promise is on its way to whoever awaits it, a connection that dies would have no listener. */
function connect(pool: Pool, onError: (error: Error) => void): Promise<PoolClient> {
  return new Promise((resolve, reject) => {
    pool.connect((error, client) => {
      if (client === undefined) return reject(error ?? new Error('the pool gave no connection'));
      client.on('error', onError);
      resolve(client);
    });
  });
}
