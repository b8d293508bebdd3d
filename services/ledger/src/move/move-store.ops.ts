import type { Command } from 'commander';
import pg from 'pg';
import { silentLog } from '@credit-ledger/kernel';
import { sessionOf } from '@credit-ledger/messaging';
import { connectMessaging } from '@credit-ledger/nest-platform';
import { comparisonOf } from '../copy/copy-report.js';
import { assertReadable, connectOption } from '../copy/store-option.js';
import { connectEventStore } from '../event-store-by-url.js';
import { LEDGER_GROUP } from '../integration/inbound/account-messages.consumer.js';
import { joinLedgerLog } from '../integration/outbound/ledger-log.js';
import type { LedgerConfig } from '../ledger.config.js';
import { moveStore, StoresDifferError, type MovedStore } from './move-store.js';

/** `move-store --from <url>`: lets views and facts go on in the store that EVENT_STORE_URL names. */
export function addMoveStoreCommand(program: Command, config: () => LedgerConfig): void {
  program
    .command('move-store')
    .description(
      'after events:copy, let views and facts go on in the store of EVENT_STORE_URL; the ledger must be stopped',
    )
    .requiredOption('--from <url>', 'the store that they were read from until now')
    .action(async ({ from }: { from: string }) => {
      try {
        process.stdout.write(`${reportOf(await move(config(), from))}\n`);
      } catch (error) {
        if (error instanceof StoresDifferError) process.stdout.write(`${comparisonOf(error.compared)}\n`);
        throw error;
      }
    });
}

async function move(config: LedgerConfig, fromUrl: string): Promise<MovedStore> {
  const from = await connectOption(fromUrl, '--from');
  const to = await connectEventStore(config.EVENT_STORE_URL, silentLog);
  const messaging = await connectMessaging(config.MESSAGING_URL, {
    logger: silentLog,
    leaseMs: config.MESSAGING_LEASE_MS,
  });
  const pool = new pg.Pool({ connectionString: config.DATABASE_URL, max: 4, application_name: 'ledger move-store' });
  // The next statement says it, with what was being done.
  pool.on('error', () => undefined);
  const source = `${LEDGER_GROUP}#${config.SOURCE_EPOCH}`;
  try {
    await assertReadable(from, '--from');
    await assertReadable(to, 'EVENT_STORE_URL');
    return await moveStore({
      pool,
      from,
      to,
      publisher: messaging.publisher,
      joinLog: async () => void (await joinLedgerLog(sessionOf(pool), messaging, from, source)),
      source,
      log: silentLog,
      onProgress: () => undefined,
    });
  } finally {
    await pool.end();
    await Promise.all([messaging.close(), from.close(), to.close()]);
  }
}

const reportOf = ({ eventsTold, compared }: MovedStore): string =>
  compared === undefined
    ? 'Views and facts stand in the store of EVENT_STORE_URL already; nothing is left to be moved.'
    : [
        comparisonOf(compared),
        `The facts of ${eventsTold} events that had not been told were told from the old store.`,
        'Views were made again from the new one. Start the ledger with its EVENT_STORE_URL.',
      ].join('\n');
