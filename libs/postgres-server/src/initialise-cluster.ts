import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chown, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
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

/** Creates the cluster unless it exists. An interrupted attempt leaves nothing that looks like one. */
export async function initialiseCluster(options: ClusterOptions): Promise<void> {
  const databaseDir = resolve(options.databaseDir);
  if (existsSync(join(databaseDir, 'PG_VERSION'))) return;
  const { initdb } = await serverBinaries();
  await mkdir(dirname(databaseDir), { recursive: true });
  const account = serverAccount([initdb, databaseDir]);
  const unfinished = `${databaseDir}.unfinished`;
  const secretDir = await mkdtemp(join(tmpdir(), 'credit-ledger-initdb-'));
  const passwordFile = join(secretDir, 'password');
  try {
    await rm(unfinished, { recursive: true, force: true });
    await mkdir(unfinished, { mode: 0o700 });
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
    await rm(databaseDir, { recursive: true, force: true });
    await rename(unfinished, databaseDir);
  } finally {
    await rm(secretDir, { recursive: true, force: true });
  }
}
