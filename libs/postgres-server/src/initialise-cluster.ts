import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chown, mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { serverAccount } from './server-account.js';
import { serverBinaries } from './server-binaries.js';

export const SUPERUSER = 'postgres';

export type ClusterOptions = {
  readonly databaseDir: string;
  readonly superuserPassword: string;
  /** Skip fsync while creating: only for clusters that are thrown away. */
  readonly disposable?: boolean;
};

/**
 * Creates the cluster unless it exists. An interrupted attempt leaves nothing that looks like one, and is cleared away.
 * @throws Error when there is something else in its place, which is never removed.
 */
export async function initialiseCluster(options: ClusterOptions): Promise<void> {
  const databaseDir = resolve(options.databaseDir);
  if (await isCluster(databaseDir)) return;
  const { initdb } = await serverBinaries();
  await mkdir(dirname(databaseDir), { recursive: true });
  const account = serverAccount([initdb, databaseDir]);
  await clearInterrupted(databaseDir);
  // A name of its own: an initdb that outlived its interrupted parent may go on writing for a moment.
  const unfinished = await mkdtemp(`${databaseDir}${UNFINISHED}-`);
  const secretDir = await mkdtemp(join(tmpdir(), 'credit-ledger-initdb-'));
  const passwordFile = join(secretDir, 'password');
  try {
    await writeFile(passwordFile, `${options.superuserPassword}\n`, { mode: 0o600 });
    if (account.owner !== undefined) {
      const { uid, gid } = account.owner;
      await Promise.all([unfinished, secretDir, passwordFile].map((path) => chown(path, uid, gid)));
    }
    const command = account.command(initdb, [
      `--pgdata=${unfinished}`,
      `--username=${SUPERUSER}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      // Byte order: sorting and therefore every index and cursor is the same on every machine.
      '--no-locale',
      ...(options.disposable ? ['--no-sync'] : []),
    ]);
    await promisify(execFile)(command.file, command.args, { uid: command.uid, gid: command.gid, cwd: '/' });
    await rename(unfinished, databaseDir);
  } finally {
    await rm(secretDir, { recursive: true, force: true });
  }
}

const UNFINISHED = '.unfinished';

// A cluster is moved to its place whole: one without its version file was damaged there, and its rows may be all there is.
async function isCluster(databaseDir: string): Promise<boolean> {
  if (!existsSync(databaseDir)) return false;
  const entries = await readdir(databaseDir);
  if (entries.length === 0 || entries.includes('PG_VERSION')) return entries.length > 0;
  throw new Error(`${databaseDir} is not empty, and not a whole PostgreSQL cluster: PG_VERSION is missing`);
}

async function clearInterrupted(databaseDir: string): Promise<void> {
  const left = (await readdir(dirname(databaseDir))).filter((name) =>
    name.startsWith(basename(databaseDir) + UNFINISHED),
  );
  const paths = left.map((name) => join(dirname(databaseDir), name));
  await Promise.all(paths.map((path) => rm(path, { recursive: true, force: true, maxRetries: 10 })));
}
