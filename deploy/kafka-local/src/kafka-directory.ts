import { access, constants, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { InstanceError } from '@credit-ledger/standalone';

/** Where a broker keeps what. */
export type KafkaDirectory = {
  readonly path: string;
  readonly storageDir: string;
  readonly propertiesFile: string;
  readonly logFile: string;
  readonly recordFile: string;
};

export const kafkaDirectory = (path: string): KafkaDirectory => ({
  path,
  storageDir: join(path, 'storage'),
  propertiesFile: join(path, 'server.properties'),
  logFile: join(path, 'broker.log'),
  recordFile: join(path, 'broker.json'),
});

/** @throws InstanceError when it cannot be made or written to. */
export async function createKafkaDirectory({ path }: KafkaDirectory): Promise<void> {
  try {
    await mkdir(path, { recursive: true });
    await access(path, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new InstanceError(`the folder ${path} cannot be used (${reason}). Choose another one with KAFKA_LOCAL_DIR.`, {
      cause,
    });
  }
}
