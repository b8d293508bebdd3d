import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { PROJECT_DIR } from '../src/standalone.config.js';
import type { Place } from './start-command.js';

export type Ended = { code: number | null; output: string };

/** `npm run ops`, as npm runs it. */
export const runOps = (
  { portBase, dataDir }: Pick<Place, 'portBase' | 'dataDir'>,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Ended> => runBin('ops.mjs', args, { DATA_DIR: dataDir, PORT_BASE: String(portBase), ...env });

/** One of the commands in `bin`, with nothing else in its environment. */
export async function runBin(
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<Ended> {
  const child = spawn(process.execPath, [join(PROJECT_DIR, 'deploy/standalone/bin', command), ...args], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, output };
}
