import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { PROJECT_DIR } from '../src/standalone.config.js';
import type { Place } from './start-command.js';

/** `npm run ops`, as npm runs it. */
export async function runOps(
  { portBase, dataDir }: Pick<Place, 'portBase' | 'dataDir'>,
  args: readonly string[],
): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, [join(PROJECT_DIR, 'deploy/standalone/bin/ops.mjs'), ...args], {
    env: { DATA_DIR: dataDir, PORT_BASE: String(portBase) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, output };
}
