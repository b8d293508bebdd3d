import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { z } from 'zod';
import { findRunningInstance, InstanceError, PROJECT_DIR, type Instance } from '@credit-ledger/standalone';
import { AppendBench } from '../append/append-bench.js';
import type { BenchContext } from '../bench-context.js';
import { waitUntilReached } from '../instance/wait-until.js';
import type { Result } from '../result.js';
import { fillHistory } from './fill-history.js';

const outcome = z.object({ eventsFolded: z.number(), seconds: z.number(), differences: z.array(z.unknown()) });

/**
 * Projection rebuild, as operations staff run it beside the ledger: fold everything, compare with the live views, swap. The
 * ledger is stopped while the history is made, and has caught up before the clock starts.
 */
export async function benchRebuild(instance: Instance, context: BenchContext): Promise<readonly Result[]> {
  const bench = await AppendBench.connect(instance);
  try {
    await fillHistory(bench, context.pick(500_000, 100_000), context.progress);
  } finally {
    await bench.close();
  }
  const caughtUp = await letLedgerCatchUp(instance, context);
  context.progress.begin('rebuild', 1);
  const { eventsFolded, seconds, differences } = await rebuild(instance);
  context.progress.end();
  if (differences.length > 0) throw new InstanceError(`the rebuilt views differ in ${differences.length} rows`);
  return [
    {
      benchmark: 'rebuild',
      what: 'projection rebuild, comparison and swap included',
      value: eventsFolded / seconds,
      unit: 'events/s',
      aims: [{ figure: 'value', aim: { atLeast: 100_000 } }],
      note: `${eventsFolded.toLocaleString('en')} events in ${seconds.toFixed(1)} s`,
    },
    {
      benchmark: 'rebuild',
      what: 'live projections catching up, after the ledger was down',
      value: caughtUp,
      unit: 'events/s',
      note: 'views and outgoing facts, start of the process included',
    },
  ];
}

const POSITIONS = 'select min(position) as position from checkpoints';
const HEAD = 'select position from event_store.log_head';

/** Starts the ledger and answers how many events a second its readers went through until they were at the end. */
async function letLedgerCatchUp(instance: Instance, { progress }: BenchContext): Promise<number> {
  const ledger = new pg.Pool({ connectionString: instance.databaseUrls.ledger, max: 1 });
  const store = new pg.Pool({ connectionString: instance.databaseUrls.event_store, max: 1 });
  const positionOf = async (pool: pg.Pool, sql: string): Promise<number> =>
    Number((await pool.query<{ position: string | null }>(sql)).rows[0]?.position ?? 0);
  try {
    const [from, head] = [await positionOf(ledger, POSITIONS), await positionOf(store, HEAD)];
    progress.begin('the ledger catches up', head);
    const startedAt = performance.now();
    await instance.restart('ledger');
    const endedAt = await waitUntilReached(
      'the ledger catches up',
      head,
      () => positionOf(ledger, POSITIONS),
      (position) => progress.update(position),
      100,
    );
    progress.end();
    return (head - from) / ((endedAt - startedAt) / 1_000);
  } finally {
    await ledger.end();
    await store.end();
  }
}

async function rebuild(instance: Instance): Promise<z.infer<typeof outcome>> {
  const running = await findRunningInstance(instance.dataDir);
  if (running === undefined) throw new InstanceError(`no instance runs on ${instance.dataDir}`);
  const script = join(PROJECT_DIR, 'services', 'ledger', 'dist', 'ops.js');
  const { stdout } = await promisify(execFile)(process.execPath, [script, 'rebuild', '--json'], {
    env: running.environmentOf('ledger'),
  });
  return outcome.parse(JSON.parse(stdout));
}
