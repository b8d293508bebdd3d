import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually, freePort } from '@credit-ledger/testing';
import pg from 'pg';
import { initialiseCluster, startPostgres, superuserUrl, type PostgresServer } from './index.js';

const PASSWORD = "a 'quoted' pass/word";

let directory: string;
let server: PostgresServer | undefined;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'credit-ledger-postgres-'));
  await chmod(directory, 0o755);
});
afterEach(async () => {
  await server?.stop('immediate');
  server = undefined;
  await rm(directory, { recursive: true, force: true });
});

const inDirectory = (parent = directory) => ({
  databaseDir: join(parent, 'cluster'),
  superuserPassword: PASSWORD,
  logFile: join(parent, 'server.log'),
});

async function start(parent = directory): Promise<PostgresServer> {
  const place = inDirectory(parent);
  await initialiseCluster(place);
  server = await startPostgres({ ...place, port: await freePort() });
  return server;
}

async function query<Row extends pg.QueryResultRow>(
  { port }: PostgresServer,
  sql: string,
  password = PASSWORD,
): Promise<Row[]> {
  const client = new pg.Client({ connectionString: superuserUrl(port, password) });
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

describe('a PostgreSQL server', () => {
  it('listens on the loopback interface alone, and asks for the password', async () => {
    const started = await start();
    expect(await query(started, 'SHOW listen_addresses')).toEqual([{ listen_addresses: '127.0.0.1' }]);
    await expect(query(started, 'SELECT 1', 'guessed')).rejects.toThrow('password authentication failed');
  });

  it('keeps what was committed when it is killed', async () => {
    const first = await start();
    await query(first, 'CREATE TABLE kept AS SELECT 1 AS id');
    first.kill('SIGKILL');
    expect(await first.exited).toEqual({ code: null, signal: 'SIGKILL' });
    expect(await query(await start(), 'SELECT * FROM kept')).toEqual([{ id: 1 }]);
  });

  it('waits for what a killed predecessor left behind', async () => {
    const first = await start();
    const { logFile } = inDirectory();
    const client = new pg.Client({ connectionString: superuserUrl(first.port, PASSWORD) });
    client.on('error', () => undefined);
    await client.connect();
    const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    const backend = rows[0]?.pid ?? 0;
    process.kill(backend, 'SIGSTOP');
    first.kill('SIGKILL');
    await first.exited;
    const second = start();
    await eventually(async () => expect(await readFile(logFile, 'utf8')).toContain('pre-existing shared memory block'));
    process.kill(backend, 'SIGKILL');
    expect(await query(await second, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await client.end().catch(() => undefined);
  });

  it('says why it does not start', async () => {
    const first = await start();
    const place = inDirectory();
    const second = startPostgres({ ...place, port: first.port, logFile: join(directory, 'second.log') });
    await expect(second).rejects.toThrow(/postmaster.pid/);
  });

  it('serves a project in a directory that other accounts may not enter', async () => {
    const closed = join(directory, 'closed');
    await mkdir(closed, { mode: 0o700 });
    expect(await query(await start(closed), 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });
});

describe('creating a cluster', () => {
  it('begins anew where earlier attempts were interrupted', async () => {
    const place = inDirectory();
    const interrupted = `${place.databaseDir}.unfinished-abc123`;
    await mkdir(interrupted, { recursive: true });
    await writeFile(join(interrupted, 'PG_VERSION'), '18');
    await initialiseCluster(place);
    expect(existsSync(join(place.databaseDir, 'PG_VERSION'))).toBe(true);
    expect(existsSync(interrupted)).toBe(false);
  });

  it('never clears away a cluster that lost a part', async () => {
    const place = inDirectory();
    const rows = join(place.databaseDir, 'base');
    await mkdir(rows, { recursive: true });
    await expect(initialiseCluster(place)).rejects.toThrow('PG_VERSION is missing');
    expect(existsSync(rows)).toBe(true);
  });
});
