import pg from 'pg';

export const LOG_FILES = 128;
const FILE_BYTES = 16 * 1_024 * 1_024;

/**
 * Makes PostgreSQL create the files of its write-ahead log, and keep them for use after use. An instance that has run for a
 * day has them; a fresh one creates and zeroes a file for every 16 MiB that it writes, under load once a second, and every
 * commit waits for that, some 50 ms.
 */
export async function createLogFiles(adminUrl: string, onProgress: (files: number) => void): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    for (let file = 1; file <= LOG_FILES; file++) {
      await client.query(`select pg_logical_emit_message(false, 'bench', repeat('x', $1))`, [FILE_BYTES]);
      onProgress(file);
    }
    await client.query('checkpoint');
  } finally {
    await client.end();
  }
}
