import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, existsSync, openSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { InstanceError } from './instance-error.js';
import type { ServiceName } from './service-catalog.js';
import { PROJECT_DIR } from './standalone.config.js';

export type ProcessExit = { readonly code: number | null; readonly signal: NodeJS.Signals | null };

export type ServiceProcessOptions = {
  readonly service: ServiceName;
  readonly env: Readonly<Record<string, string>>;
  readonly logFile: string;
  readonly url: string;
};

/** One running process of a service. */
export interface ServiceProcess {
  readonly service: ServiceName;
  readonly pid: number;
  readonly url: string;
  readonly exited: Promise<ProcessExit>;
  /** Resolves when it serves requests. @throws InstanceError when it ends before that, with the end of its log. */
  ready(signal?: AbortSignal): Promise<void>;
  kill(signal: NodeJS.Signals): void;
  /** Asks it to stop, waits, and kills it when it takes too long. */
  stop(timeoutMs?: number): Promise<ProcessExit>;
}

// Twice the default of Node 20: what the events in hand need outlived a smaller young generation, and was moved to the old one
// for nothing. A busy service may take 48 MiB more for it; four times the default gains no more.
const YOUNG_GENERATION = '--max-semi-space-size=32';
const READY_TIMEOUT_MS = 90_000;
const STOP_TIMEOUT_MS = 15_000;

export function spawnService({ service, env, logFile, url }: ServiceProcessOptions): ServiceProcess {
  const main = join(PROJECT_DIR, 'services', service, 'dist', 'main.js');
  if (!existsSync(main)) throw new InstanceError(`${service} is not built: ${main} is missing. Run npm run build.`);
  const log = openSync(logFile, 'a', 0o600);
  const parentWatch = join(PROJECT_DIR, 'deploy', 'standalone', 'dist', 'parent-watch.js');
  const child = spawn(process.execPath, [YOUNG_GENERATION, '--enable-source-maps', '--import', parentWatch, main], {
    env,
    cwd: PROJECT_DIR,
    stdio: ['ignore', log, log, 'ipc'],
    // A session of its own: Ctrl-C in a terminal reaches us alone, and we stop services before PostgreSQL.
    detached: true,
  });
  closeSync(log);
  // The channel is for parent-watch; it must not keep us alive.
  child.channel?.unref();
  return runningProcess(child, { service, env, logFile, url });
}

function runningProcess(child: ChildProcess, { service, logFile, url }: ServiceProcessOptions): ServiceProcess {
  let exit: ProcessExit | undefined;
  const exited = new Promise<ProcessExit>((resolve) => {
    child.once('error', () => resolve((exit = { code: 127, signal: null })));
    child.once('exit', (code, signal) => resolve((exit = { code, signal })));
  });
  return {
    service,
    pid: child.pid ?? 0,
    url,
    exited,
    async ready(signal) {
      const deadline = Date.now() + READY_TIMEOUT_MS;
      while (!(await answersReady(url))) {
        if (exit !== undefined) {
          throw new InstanceError(`${service} ended while starting (${describeExit(exit)}):\n${await endOf(logFile)}`);
        }
        if (Date.now() > deadline)
          throw new InstanceError(`${service} is not ready after ${READY_TIMEOUT_MS} ms; see ${logFile}`);
        await delay(40, undefined, { signal });
      }
    },
    kill: (signal) => void child.kill(signal),
    async stop(timeoutMs = STOP_TIMEOUT_MS) {
      if (exit === undefined) child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), timeoutMs);
      await exited.finally(() => clearTimeout(timer));
      return exited;
    },
  };
}

export const describeExit = ({ code, signal }: ProcessExit): string =>
  signal === null ? `exit code ${code}` : `killed by ${signal}`;

async function answersReady(url: string): Promise<boolean> {
  try {
    const answer = await fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(2_000) });
    await answer.arrayBuffer();
    return answer.ok;
  } catch {
    return false;
  }
}

async function endOf(logFile: string): Promise<string> {
  const lines = (await readFile(logFile, 'utf8').catch(() => '')).trimEnd().split('\n');
  return lines.slice(-5).join('\n');
}
