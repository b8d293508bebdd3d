import type { Command } from 'commander';
import pg from 'pg';
import { silentLog } from '@credit-ledger/kernel';
import { sessionOf } from '@credit-ledger/messaging';
import { connectEventStore } from '../event-store-by-url.js';
import { countedEvents, startEventsBar } from '../events-bar.js';
import type { LedgerConfig } from '../ledger.config.js';
import { assertBoundTo } from '../projections/checkpoint-store.js';
import { rebuildAccountViews } from './rebuild-account-views.js';
import { reportOf, type TimedRebuild } from './rebuild-report.js';

/** `rebuild [--compare]`: makes the views again from the events, beside the live ones, and compares. */
export function addRebuildCommand(program: Command, config: () => LedgerConfig): void {
  program
    .command('rebuild')
    .description('make balances, months and transactions again from the events and put them in place of the live ones')
    .option('--compare', 'only compare them with the live ones, row by row, and change nothing')
    .option('--json', 'print the result as JSON')
    .action(async ({ compare = false, json = false }: { compare?: boolean; json?: boolean }) => {
      const result = await rebuild(config(), compare);
      process.stdout.write(`${json ? JSON.stringify(result) : reportOf(result, compare)}\n`);
      if (result.differences.length > 0) process.exitCode = 1;
    });
}

async function rebuild(config: LedgerConfig, compareOnly: boolean): Promise<TimedRebuild> {
  const store = await connectEventStore(config.EVENT_STORE_URL, silentLog);
  const pool = new pg.Pool({ connectionString: config.DATABASE_URL, max: 4 });
  // The next statement says it, with what was being done.
  pool.on('error', () => undefined);
  const startedAt = performance.now();
  try {
    await assertBoundTo(sessionOf(pool), store);
    const bar = startEventsBar(await countedEvents(store));
    const onProgress = (events: number): void => bar.update(events);
    const result = await rebuildAccountViews(pool, store, { compareOnly, onProgress }).finally(() => bar.stop());
    return { ...result, seconds: (performance.now() - startedAt) / 1_000 };
  } finally {
    await pool.end();
    await store.close();
  }
}
