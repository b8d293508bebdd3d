import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { mkdir, readFile, rename, stat } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { freePortBase, isPortFree } from '@credit-ledger/postgres-server';
import { InstanceError } from '@credit-ledger/standalone';
import { answersMetadata } from './answers-metadata.js';
import { prepareStorage } from './broker-storage.js';
import { javaArguments } from './java.js';
import type { KafkaDirectory } from './kafka-directory.js';

export type BrokerOptions = {
  readonly directory: KafkaDirectory;
  readonly jars: string;
  readonly java: string;
  readonly port: number;
  /** Overrides of server.properties. */
  readonly settings?: Readonly<Record<string, string>> | undefined;
  readonly scramUsers?: readonly string[] | undefined;
  readonly log: (line: string) => void;
};

export type BrokerExit = { readonly code: number | null; readonly signal: NodeJS.Signals | null };

/** A broker that was just spawned, and need not answer yet. */
export interface SpawnedBroker {
  readonly pid: number;
  readonly exited: Promise<BrokerExit>;
  /** Does nothing when it has ended. */
  kill(signal: NodeJS.Signals): void;
  /** Keeps this process alive until the broker has ended, which the broker itself does not. */
  untilExited(): Promise<BrokerExit>;
}

const ANSWERS_WITHIN_MS = 60_000;
const PROGRESS_EVERY_MS = 2_000;
const LOG_KEPT_MAX_BYTES = 20 * 1_024 * 1_024;

/**
 * Starts a broker on its storage, as a process that outlives this one.
 * @throws InstanceError when its port is in use, or the storage cannot be used.
 */
export async function spawnBroker(options: BrokerOptions): Promise<SpawnedBroker> {
  const { directory, jars, java, port, settings, scramUsers, log } = options;
  if (!(await isPortFree(port))) {
    throw new InstanceError(
      `port ${port} is in use by another program. Stop it, or choose another port with KAFKA_PORT; ` +
        `if it is a Kafka that runs already, use that one: MESSAGING_URL=kafka://127.0.0.1:${port}.`,
    );
  }
  await mkdir(directory.path, { recursive: true });
  const { storageDir, propertiesFile, logFile } = directory;
  const node = { port, controllerPort: (await freePortBase(1)) + 1, storageDir, settings };
  await prepareStorage({ java, jars, propertiesFile, node, scramUsers, log });
  await setLargeLogAside(logFile);
  const logFd = openSync(logFile, 'a', 0o600);
  const child = spawn(java, [...javaArguments(jars), 'kafka.Kafka', propertiesFile], {
    stdio: ['ignore', logFd, logFd],
    // A session of its own: Ctrl-C in the terminal goes to the whole group of the foreground process.
    detached: true,
    cwd: directory.path,
  });
  closeSync(logFd);
  child.unref();
  const exited = new Promise<BrokerExit>((resolve) => {
    child.once('error', () => resolve({ code: 127, signal: null }));
    child.once('exit', (code, signal) => resolve({ code, signal }));
  });
  return {
    pid: child.pid ?? 0,
    exited,
    kill: (signal) => void child.kill(signal),
    untilExited() {
      child.ref();
      return exited;
    },
  };
}

/** @throws InstanceError with the end of its log when the broker ends, or does not answer in time. */
export async function untilAnswering(
  exited: Promise<unknown>,
  { port, directory, log }: Pick<BrokerOptions, 'port' | 'directory' | 'log'>,
): Promise<void> {
  let ended = false;
  void exited.then(() => (ended = true));
  const startedAt = performance.now();
  let saidAt = startedAt;
  while (!(await answersMetadata(port))) {
    if (ended) throw new InstanceError(`Kafka ended while starting:\n${await endOf(directory.logFile)}`);
    const now = performance.now();
    if (now - startedAt > ANSWERS_WITHIN_MS)
      throw new InstanceError(`Kafka does not answer after ${ANSWERS_WITHIN_MS / 1_000} s; see ${directory.logFile}`);
    if (now - saidAt > PROGRESS_EVERY_MS) {
      log(`waiting for its first answer, ${Math.round((now - startedAt) / 1_000)} s`);
      saidAt = now;
    }
    await delay(50);
  }
}

async function setLargeLogAside(logFile: string): Promise<void> {
  const size = await stat(logFile).then(
    (found) => found.size,
    () => 0,
  );
  if (size > LOG_KEPT_MAX_BYTES) await rename(logFile, `${logFile}.1`);
}

async function endOf(logFile: string): Promise<string> {
  const lines = (await readFile(logFile, 'utf8').catch(() => '')).trimEnd().split('\n');
  return lines.slice(-5).join('\n');
}
