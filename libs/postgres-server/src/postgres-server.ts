import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { mkdir, readFile, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { guard } from './guardian.js';
import { SUPERUSER } from './initialise-cluster.js';
import { serverAccount, type AccountCommand } from './server-account.js';
import { serverBinaries } from './server-binaries.js';

export type ServerOptions = {
  readonly databaseDir: string;
  readonly port: number;
  /** Everything the server says, appended. */
  readonly logFile: string;
  /** Overrides of postgresql.conf, such as `{ fsync: 'off' }`. */
  readonly settings?: Readonly<Record<string, string>>;
  readonly startTimeoutMs?: number;
  /** Removed when this process dies without having stopped the server. */
  readonly disposableDir?: string;
};

export type ServerExit = { readonly code: number | null; readonly signal: NodeJS.Signals | null };

export interface PostgresServer {
  readonly pid: number;
  readonly port: number;
  /** Fulfilled when the server's process has ended, for whatever reason. */
  readonly exited: Promise<ServerExit>;
  /** `fast` disconnects the clients and writes a checkpoint; `immediate` is a crash that recovers at the next start. */
  stop(mode?: 'fast' | 'immediate'): Promise<void>;
  /** For crash tests: any signal to the postmaster. */
  kill(signal: NodeJS.Signals): void;
}

/**
 * Starts a server on the loopback interface alone and waits until it accepts connections. Where a server of the same cluster was
 * killed, its processes end by themselves, but a moment later: until then they are waited for.
 * @throws Error with the end of the server's log when it does not come up.
 */
export async function startPostgres(options: ServerOptions): Promise<PostgresServer> {
  const deadline = Date.now() + PREDECESSOR_ENDS_WITHIN_MS;
  for (;;) {
    try {
      return await startOnce(options);
    } catch (error) {
      if (!(error instanceof PredecessorLeftError) || Date.now() > deadline) throw error;
      await delay(LOOK_AGAIN_MS);
    }
  }
}

async function startOnce(options: ServerOptions): Promise<PostgresServer> {
  const databaseDir = resolve(options.databaseDir);
  const command = await serverCommand(databaseDir, options);
  await mkdir(dirname(options.logFile), { recursive: true });
  const logged = await sizeOf(options.logFile);
  const child = spawnLogging(command, options.logFile);
  const exited = once(child, 'exit').then(([code, signal]: (number | NodeJS.Signals | null)[]): ServerExit => {
    return { code: code as number | null, signal: signal as NodeJS.Signals | null };
  });
  await once(child, 'spawn');
  const pid = child.pid as number;
  const dismissGuardian = guard(pid, { removeDir: options.disposableDir });
  void exited.then(dismissGuardian);
  let gone: ServerExit | undefined;
  void exited.then((exit) => (gone = exit));

  const deadline = Date.now() + (options.startTimeoutMs ?? 60_000);
  while (!(await isReady(databaseDir, pid))) {
    if (gone === undefined && Date.now() < deadline) {
      await delay(20);
      continue;
    }
    if (gone === undefined) child.kill('SIGQUIT');
    const said = await saidSince(logged, options.logFile);
    const problem = `PostgreSQL did not start on port ${options.port}:\n${said.split('\n').slice(-8).join('\n')}`;
    throw PREDECESSOR_LEFT.test(said) ? new PredecessorLeftError(problem) : new Error(problem);
  }
  return {
    pid,
    port: options.port,
    exited,
    async stop(mode = 'fast') {
      if (gone === undefined) child.kill(mode === 'fast' ? 'SIGINT' : 'SIGQUIT');
      await exited;
    },
    kill: (signal) => void child.kill(signal),
  };
}

async function serverCommand(databaseDir: string, { port, settings }: ServerOptions): Promise<AccountCommand> {
  const { postgres } = await serverBinaries();
  const all = { listen_addresses: '127.0.0.1', unix_socket_directories: '', port: String(port), ...settings };
  const args = ['-D', databaseDir, ...Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
  return serverAccount([postgres, databaseDir]).command(postgres, args);
}

function spawnLogging(command: AccountCommand, logFile: string): ChildProcess {
  const log = openSync(logFile, 'a', 0o600);
  const child = spawn(command.file, command.args, {
    ...(command.uid === undefined ? {} : { uid: command.uid, gid: command.gid }),
    // A file and not a pipe: a reader that falls behind would stall the server.
    stdio: ['ignore', log, log],
    // A session of its own: Ctrl-C must reach the clients first, and the server only through `stop`.
    detached: true,
    cwd: '/',
    env: { TZ: 'UTC', LC_ALL: 'C' },
  });
  closeSync(log);
  return child;
}

/** A URL for the superuser of a server on this machine. */
export const superuserUrl = (port: number, password: string, database = 'postgres'): string =>
  `postgres://${SUPERUSER}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`;

// The eighth line of postmaster.pid is what pg_ctl waits for as well; the first one tells a left-over file from ours.
async function isReady(databaseDir: string, pid: number): Promise<boolean> {
  const lines = await readFile(join(databaseDir, 'postmaster.pid'), 'utf8').then(
    (text) => text.split('\n'),
    () => [],
  );
  return lines[0]?.trim() === String(pid) && lines[7]?.trim() === 'ready';
}

const sizeOf = (file: string): Promise<number> =>
  stat(file).then(
    ({ size }) => size,
    () => 0,
  );

async function saidSince(size: number, logFile: string): Promise<string> {
  const all = await readFile(logFile).catch(() => Buffer.alloc(0));
  return all.subarray(size).toString().trimEnd();
}

class PredecessorLeftError extends Error {}
// What a postmaster says when processes of another one still hold the cluster's shared memory.
const PREDECESSOR_LEFT = /pre-existing shared memory block/;
const PREDECESSOR_ENDS_WITHIN_MS = 10_000;
const LOOK_AGAIN_MS = 100;
