import pg from 'pg';
import type { DataSource } from 'typeorm';

/**
 * Runs what is left of a service's migrations, one transaction each. Two processes of a service may boot at once: the
 * second waits for the first and then finds nothing to do. The lock belongs to a connection of its own, so that it goes
 * with the process however that ends.
 */
export async function migrate(dataSource: DataSource, url: string): Promise<void> {
  const lock = new pg.Client({ connectionString: url });
  await lock.connect();
  try {
    // Roles are one to a service, and so are locks.
    await lock.query("SELECT pg_advisory_lock(hashtextextended('migrations of ' || current_user, 0))");
    await dataSource.runMigrations({ transaction: 'each' });
  } finally {
    await lock.end();
  }
}
