import { installEventStore } from '@credit-ledger/event-store-postgres';
import type { SqlSession } from '@credit-ledger/messaging';
import { installEmbeddedLog } from '@credit-ledger/messaging-postgres';
import pg from 'pg';
import { DATABASE_ROLES, OWNER_ROLE, rolesTo, type RolePasswords, type RoleUrls } from './database-roles.js';

/**
 * Prepares a database for the services: roles, a schema for each, and what the libraries keep in theirs. Harmless to
 * repeat, and two may run at once. Afterwards a role sees its own schema and no other service's.
 *
 * @param adminUrl a superuser's login to the database that is prepared; `ensureDatabase` makes one.
 * @returns the login of each role.
 */
export async function provisionDatabase(adminUrl: string, passwords: RolePasswords): Promise<RoleUrls> {
  await withClient(databaseUrl(adminUrl, 'postgres'), (client) => provisionRoles(client, passwords));
  await withClient(adminUrl, async (client) => {
    await client.query('BEGIN');
    await provisionSchemas(client);
    await installLibraries(client);
    await client.query('COMMIT');
  });
  return roleUrls(adminUrl, passwords);
}

/** The login of each role to the database that `adminUrl` names. */
export const roleUrls = (adminUrl: string, passwords: RolePasswords): RoleUrls =>
  rolesTo((role) => roleUrl(adminUrl, role, passwords[role]));

/** Creates the database unless it exists, and returns the admin's login to it. */
export async function ensureDatabase(serverAdminUrl: string, name: string): Promise<string> {
  await withClient(serverAdminUrl, async (client) => {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`);
  });
  return databaseUrl(serverAdminUrl, name);
}

// Roles belong to the whole server: the lock is taken in a database that every caller shares.
async function provisionRoles(client: pg.Client, passwords: RolePasswords): Promise<void> {
  await client.query("SELECT pg_advisory_lock(hashtextextended('credit-ledger roles', 0))");
  const { rows } = await client.query<{ rolname: string }>('SELECT rolname FROM pg_roles');
  const existing = new Set(rows.map(({ rolname }) => rolname));
  if (!existing.has(OWNER_ROLE)) await client.query(`CREATE ROLE ${OWNER_ROLE} NOLOGIN`);
  for (const role of DATABASE_ROLES) {
    const verb = existing.has(role) ? 'ALTER' : 'CREATE';
    await client.query(`${verb} ROLE ${role} LOGIN PASSWORD ${client.escapeLiteral(passwords[role])}`);
  }
}

async function provisionSchemas(client: pg.Client): Promise<void> {
  await client.query("SELECT pg_advisory_xact_lock(hashtextextended('credit-ledger schemas', 0))");
  const { rows } = await client.query<{ name: string }>('SELECT current_database() AS name');
  const database = client.escapeIdentifier(rows[0]?.name ?? '');
  await client.query(`
    REVOKE ALL ON DATABASE ${database} FROM PUBLIC;
    REVOKE ALL ON SCHEMA public FROM PUBLIC;
    GRANT CREATE ON DATABASE ${database} TO ${OWNER_ROLE};
  `);
  for (const role of DATABASE_ROLES) {
    const owner = LIBRARY_SCHEMAS.has(role) ? OWNER_ROLE : role;
    await client.query(`
      CREATE SCHEMA IF NOT EXISTS ${role} AUTHORIZATION ${owner};
      GRANT USAGE ON SCHEMA ${role} TO ${role};
      GRANT CONNECT ON DATABASE ${database} TO ${role};
      ALTER ROLE ${role} IN DATABASE ${database} SET search_path = ${role};
    `);
  }
}

// These are owned by nobody who logs in, so that no login can grant itself the right to change a stored event.
const LIBRARY_SCHEMAS: ReadonlySet<string> = new Set(['event_store', 'broker']);

async function installLibraries(client: pg.Client): Promise<void> {
  await client.query(`SET LOCAL ROLE ${OWNER_ROLE}`);
  await installEventStore(client);
  await installEmbeddedLog(sessionOn(client));
  await client.query('RESET ROLE');
}

const sessionOn = (client: pg.Client): SqlSession => ({
  query: async <Row>(sql: string, parameters?: readonly unknown[]): Promise<Row[]> => {
    const { rows } = await client.query<Row & pg.QueryResultRow>(
      sql,
      parameters === undefined ? undefined : [...parameters],
    );
    return rows;
  },
});

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

function databaseUrl(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}

function roleUrl(adminUrl: string, role: string, password: string): string {
  const changed = new URL(adminUrl);
  changed.username = role;
  changed.password = password;
  return changed.href;
}
