import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTokenIssuer, loadTokenIssuer, rolesTo, type TokenIssuer } from '@credit-ledger/provisioning';
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

/** Signs the tokens of this data directory. The key stays, so that printed tokens work after a restart. */
export async function loadOrCreateTokenIssuer(directory: DataDirectory): Promise<TokenIssuer> {
  const { signingKeyFile, publicKeysFile } = directory;
  const issuer = existsSync(signingKeyFile) ? await loadTokenIssuer(signingKeyFile) : await createTokenIssuer();
  if (!existsSync(signingKeyFile)) await issuer.save(signingKeyFile);
  await writePrivately(publicKeysFile, JSON.stringify(issuer.publicKeys));
  return issuer;
}

async function writePrivately(file: string, text: string): Promise<void> {
  await writeFile(`${file}.new`, text, { mode: 0o600 });
  await rename(`${file}.new`, file);
}

const newPassword = (): string => randomBytes(24).toString('base64url');
