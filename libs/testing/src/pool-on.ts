import pg from 'pg';

/**
 * A pool for specs. `end` does not wait until the server has seen its connections off, so the database may be dropped under
 * those still closing, which tell of it as an error that nobody has to mind.
 */
export function poolOn(url: string, max = 10): pg.Pool {
  const pool = new pg.Pool({ connectionString: url, max });
  pool.on('error', () => undefined);
  return pool;
}
