import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { InstanceError, PROJECT_DIR } from '@credit-ledger/standalone';
import { ownEnvironment } from '../bench.config.js';
import type { BenchContext } from '../bench-context.js';
import type { Result } from '../result.js';

/**
 * Warm start: the command behind `npm start`, on data that exist and code that is built, from the start of its process until it
 * says that every service is ready. The median of several.
 * @param directory whose instance does not run at the moment.
 */
export async function benchWarmStart(
  directory: { readonly dataDir: string; readonly portBase: number },
  { progress, pick }: BenchContext,
): Promise<readonly Result[]> {
  const times = pick(5, 1);
  const seconds: number[] = [];
  progress.begin('warm start', times);
  for (let time = 1; time <= times; time++) {
    seconds.push(await startOnce(directory));
    progress.update(time);
  }
  progress.end();
  const median = seconds.sort((a, b) => a - b)[Math.floor(times / 2)] ?? Number.NaN;
  return [
    {
      benchmark: 'start',
      what: 'warm start of everything, until every service is ready',
      value: median,
      unit: 's',
      aims: [{ figure: 'value', aim: { atMost: 5 } }],
      note: times === 1 ? 'once' : `median of ${times}`,
    },
  ];
}

async function startOnce({ dataDir, portBase }: { dataDir: string; portBase: number }): Promise<number> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, [join(PROJECT_DIR, 'deploy', 'standalone', 'bin', 'start.mjs')], {
    env: { ...ownEnvironment(), DATA_DIR: dataDir, PORT_BASE: String(portBase) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  let said = '';
  const ready = new Promise<number>((resolve) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      if (said.includes('Ready after')) resolve(performance.now());
    });
  });
  const readyAt = await Promise.race([ready, ended.then(() => undefined)]);
  child.kill('SIGTERM');
  await ended;
  if (readyAt === undefined) throw new InstanceError(`the warm start failed:\n${said}`);
  return (readyAt - startedAt) / 1_000;
}
