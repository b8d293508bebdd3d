import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { findRunningInstance, PROJECT_DIR, type ServiceName } from '@credit-ledger/standalone';
import type { CrashWorld } from './crash-world.js';

export type CommandEnd = {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly output: string;
};

/** `npm run ops -- <service> …` on the world's instance, in a process that may be killed at a failpoint. */
export async function serviceCommand(
  world: CrashWorld,
  service: ServiceName,
  args: readonly string[],
  failpoints = '',
): Promise<CommandEnd> {
  const found = await findRunningInstance(world.dataDir);
  const script = join(PROJECT_DIR, 'services', service, 'dist', 'ops.js');
  const child = spawn(process.execPath, [script, ...args], {
    env: { ...found?.environmentOf(service), FAILPOINTS: failpoints },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return new Promise((resolve) => child.once('close', (code, signal) => resolve({ code, signal, output })));
}
