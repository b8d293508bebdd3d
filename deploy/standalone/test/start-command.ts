import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePortBase } from '@credit-ledger/postgres-server';
import { eventually } from '@credit-ledger/testing';
import { PROJECT_DIR } from '../src/standalone.config.js';

export type StartedCommand = {
  readonly process: ChildProcess;
  /** Everything printed so far. */
  output(): string;
  readonly exited: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  /** Waits until it says that it is ready. */
  ready(): Promise<void>;
};

export type Place = { readonly portBase: number; readonly dataDir: string; remove(): Promise<void> };

/** Free ports and an empty data directory. */
export async function newPlace(): Promise<Place> {
  const parent = await mkdtemp(join(tmpdir(), 'credit-ledger-start-'));
  return {
    portBase: await freePortBase(5),
    dataDir: join(parent, 'data'),
    remove: () => rm(parent, { recursive: true, force: true }),
  };
}

/** `npm start`, as npm runs it. */
export function runStart(
  { portBase, dataDir }: Pick<Place, 'portBase' | 'dataDir'>,
  args: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
): StartedCommand {
  const child = spawn(process.execPath, [join(PROJECT_DIR, 'deploy/standalone/bin/start.mjs'), ...args], {
    // npm says so too; below npm, the command goes when its parent goes.
    env: { npm_lifecycle_event: 'start', PORT_BASE: String(portBase), DATA_DIR: dataDir, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const exited = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) => {
    child.once('close', (code, signal) => resolve({ code, signal }));
  });
  const ready = async () => {
    await eventually(
      () => {
        if (child.exitCode !== null) return 'ended';
        return output.includes('Ready after') ? 'ready' : false;
      },
      { withinMs: 90_000, everyMs: 50 },
    );
    if (!output.includes('Ready after')) throw new Error(`npm start ended early:\n${output}`);
  };
  return { process: child, output: () => output, exited, ready };
}
