import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { rolesTo, writePrivately } from '@credit-ledger/provisioning';
import { z } from 'zod';
import type { DataDirectory } from './data-directory.js';
import { InstanceError } from './instance-error.js';

const password = z.string().min(1);
const secretsSchema = z.object({
  superuser: password,
  /** Signs what the sandbox gateway tells billing. */
  sandbox: password,
  roles: z.object({
    billing: password,
    ledger: password,
    event_store: password,
    metering: password,
    invoicing: password,
    broker: password,
  }),
});

export type Secrets = z.infer<typeof secretsSchema>;

/**
 * The passwords of this data directory, made up at the first start and readable by their owner alone.
 * @throws InstanceError when there is a database, but nothing to log in with.
 */
export async function loadOrCreateSecrets({ secretsFile, databaseDir }: DataDirectory): Promise<Secrets> {
  if (existsSync(secretsFile)) return readSecrets(secretsFile);
  if (existsSync(join(databaseDir, 'PG_VERSION'))) {
    throw new InstanceError(`${secretsFile} is missing: the database in ${databaseDir} cannot be opened without it`);
  }
  const made: Secrets = { superuser: newPassword(), sandbox: newPassword(), roles: rolesTo(newPassword) };
  await writePrivately(secretsFile, JSON.stringify(made, null, 2));
  return made;
}

/** @throws InstanceError when the file is damaged, or somebody else's. */
export async function readSecrets(secretsFile: string): Promise<Secrets> {
  try {
    return secretsSchema.parse(JSON.parse(await readFile(secretsFile, 'utf8')));
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'EACCES') {
      throw new InstanceError(
        `${secretsFile} belongs to another account: start as the account that made it, or choose another DATA_DIR`,
        { cause },
      );
    }
    throw new InstanceError(`${secretsFile} cannot be read as the secrets of an instance`, { cause });
  }
}

const newPassword = (): string => randomBytes(24).toString('base64url');
