import { existsSync } from 'node:fs';
import { access, constants, mkdir, rename, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { InstanceError } from './instance-error.js';

/** Where an instance keeps what. */
export type DataDirectory = {
  readonly path: string;
  readonly databaseDir: string;
  readonly logsDir: string;
  readonly lockFile: string;
  readonly enginesFile: string;
  readonly secretsFile: string;
  readonly signingKeyFile: string;
  readonly publicKeysFile: string;
};

export const dataDirectory = (path: string): DataDirectory => ({
  path,
  databaseDir: join(path, 'postgres'),
  logsDir: join(path, 'logs'),
  lockFile: join(path, 'instance.lock'),
  enginesFile: join(path, 'engines.json'),
  secretsFile: join(path, 'secrets.json'),
  signingKeyFile: join(path, 'signing-key.json'),
  publicKeysFile: join(path, 'public-keys.json'),
});

/** @throws InstanceError when it is no directory, or none that this account may write to. */
export async function createDataDirectory({ path, logsDir }: DataDirectory): Promise<void> {
  for (const directory of [path, logsDir]) {
    try {
      await makeDirectory(directory);
      await access(directory, constants.R_OK | constants.W_OK | constants.X_OK);
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new InstanceError(
        `the data directory ${path} cannot be used (${reason}). Choose another one with DATA_DIR, ` +
          'or have this one made writable for the account that starts the instance.',
        { cause },
      );
    }
  }
}

// One by one: Node's own recursive mkdir never ends where a file system refuses new entries with ENOENT, as /proc does.
async function makeDirectory(path: string): Promise<void> {
  if (existsSync(path)) {
    if (!(await stat(path)).isDirectory()) throw new Error(`${path} is not a directory`);
    return;
  }
  await makeDirectory(dirname(path));
  await mkdir(path);
}

const LOG_KEPT_MAX_BYTES = 20 * 1_024 * 1_024;

/** The log file of a process. One that has grown large steps aside, so that logs never take more than twice that much. */
export async function logFileOf({ logsDir }: DataDirectory, name: string): Promise<string> {
  const file = join(logsDir, `${name}.log`);
  const size = await stat(file).then(
    (found) => found.size,
    () => 0,
  );
  if (size > LOG_KEPT_MAX_BYTES) await rename(file, `${file}.1`);
  return file;
}
