import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { findRunningInstance, PROJECT_DIR } from '@credit-ledger/standalone';
import type { CrashWorld } from './crash-world.js';

export type CommandEnd = {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly output: string;
};

/** `npm run ops -- ledger rebuild …` on the world's instance, in a process that may be killed at a failpoint. */
export async function rebuild(
  world: CrashWorld,
  options: readonly ('--compare' | '--json')[],
  failpoints = '',
): Promise<CommandEnd> {
  const found = await findRunningInstance(world.dataDir);
  const script = join(PROJECT_DIR, 'services', 'ledger', 'dist', 'ops.js');
  const child = spawn(process.execPath, [script, 'rebuild', ...options], {
    env: { ...found?.environmentOf('ledger'), FAILPOINTS: failpoints },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return new Promise((resolve) => child.once('close', (code, signal) => resolve({ code, signal, output })));
}

/** The rows that a replay of all events makes otherwise than the live views have them. */
export async function differencesFromReplay(world: CrashWorld): Promise<readonly unknown[]> {
  const { code, output } = await rebuild(world, ['--compare', '--json']);
  if (code === null || output === '') throw new Error(`the comparison ended with ${code}: ${output}`);
  return (JSON.parse(output) as { differences: readonly unknown[] }).differences;
}
