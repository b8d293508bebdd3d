import { mkdir, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Where an instance keeps what. */
export type DataDirectory = {
  readonly path: string;
  readonly databaseDir: string;
  readonly logsDir: string;
  readonly lockFile: string;
  readonly secretsFile: string;
  readonly signingKeyFile: string;
  readonly publicKeysFile: string;
};

export const dataDirectory = (path: string): DataDirectory => ({
  path,
  databaseDir: join(path, 'postgres'),
  logsDir: join(path, 'logs'),
  lockFile: join(path, 'instance.lock'),
  secretsFile: join(path, 'secrets.json'),
  signingKeyFile: join(path, 'signing-key.json'),
  publicKeysFile: join(path, 'public-keys.json'),
});

export async function createDataDirectory({ path, logsDir }: DataDirectory): Promise<void> {
  await mkdir(path, { recursive: true });
  await mkdir(logsDir, { recursive: true });
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
