import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { InstanceError } from '@credit-ledger/standalone';
import { javaArguments } from './java.js';
import { serverProperties, type NodeOptions } from './server-properties.js';

export type StorageOptions = {
  readonly java: string;
  readonly jars: string;
  readonly propertiesFile: string;
  readonly node: NodeOptions;
  readonly scramUsers?: readonly string[] | undefined;
  readonly log: (line: string) => void;
};

/**
 * Formats the storage where there is none, and writes `server.properties` for it. An interrupted attempt leaves nothing that
 * looks like storage.
 * @throws InstanceError when there is something else in its place, which is never removed.
 */
export async function prepareStorage(options: StorageOptions): Promise<void> {
  const { propertiesFile, node } = options;
  const { storageDir } = node;
  if (!existsSync(storageDir)) await format(options);
  if (!existsSync(join(storageDir, 'meta.properties')))
    throw new InstanceError(`${storageDir} is not whole storage of Kafka: meta.properties is missing. Move it away.`);
  await writeFile(propertiesFile, serverProperties(node));
}

async function format({ java, jars, propertiesFile, node, scramUsers = [], log }: StorageOptions): Promise<void> {
  log('formatting the storage');
  const unfinished = `${node.storageDir}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  await writeFile(propertiesFile, serverProperties({ ...node, storageDir: unfinished }));
  const tool = ['kafka.tools.StorageTool', 'format', '--cluster-id', clusterId(), '--config', propertiesFile];
  const users = scramUsers.flatMap((user) => ['--add-scram', user]);
  try {
    await promisify(execFile)(java, [...javaArguments(jars), ...tool, ...users]);
  } catch (cause) {
    const said = cause instanceof Error && 'stderr' in cause ? String(cause.stderr) : String(cause);
    throw new InstanceError(`the storage ${node.storageDir} cannot be formatted:\n${said.trimEnd()}`, { cause });
  }
  await rename(unfinished, node.storageDir);
}

// 16 bytes as Kafka writes a UUID. One that begins with a minus sign would look like an option.
function clusterId(): string {
  const id = randomBytes(16).toString('base64url');
  return id.startsWith('-') ? clusterId() : id;
}
