import type { SqlSession } from '../sql/sql-session.js';

export type RelayLeaseOptions = { readonly name: string; readonly owner: string; readonly leaseMs: number };

/**
 * One active relay per service, by a row with a generation. Expiry is judged by the database's clock, the only one that
 * all processes share; a relay that was frozen and overtaken finds another generation and stands back.
 */
export class RelayLease {
  constructor(
    private readonly session: SqlSession,
    private readonly options: RelayLeaseOptions,
  ) {}

  /** Takes or renews the lease and answers its generation; `undefined` while another process holds it. */
  async acquire(): Promise<bigint | undefined> {
    const { name, owner, leaseMs } = this.options;
    const [row] = await this.session.query<{ generation: string }>(ACQUIRE, [name, owner, leaseMs]);
    return row === undefined ? undefined : BigInt(row.generation);
  }

  /** Gives the lease back at once instead of letting it run out. */
  async release(): Promise<void> {
    await this.session.query(RELEASE, [this.options.name, this.options.owner]);
  }
}

const ACQUIRE = `
INSERT INTO relay_lease AS l (name, owner, generation, expires_at)
VALUES ($1, $2, 1, clock_timestamp() + $3 * interval '1 millisecond')
ON CONFLICT (name) DO UPDATE SET
  owner = EXCLUDED.owner,
  generation = l.generation + CASE WHEN l.owner = EXCLUDED.owner THEN 0 ELSE 1 END,
  expires_at = EXCLUDED.expires_at
WHERE l.owner = EXCLUDED.owner OR l.expires_at <= clock_timestamp()
RETURNING generation`;

const RELEASE = `UPDATE relay_lease SET expires_at = '-infinity' WHERE name = $1 AND owner = $2`;
