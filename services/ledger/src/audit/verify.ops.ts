import { InvalidArgumentError, type Command } from 'commander';
import type { Position } from '@credit-ledger/event-sourcing';
import { silentLog } from '@credit-ledger/kernel';
import { connectEventStore } from '../event-store-by-url.js';
import { countedEvents, startEventsBar } from '../events-bar.js';
import type { LedgerConfig } from '../ledger.config.js';
import { verifyHistory, type VerifiedHistory } from './verify-history.js';

/** `verify [--until <position>]`: shows that the events are what was once written. */
export function addVerifyCommand(program: Command, config: () => LedgerConfig): void {
  program
    .command('verify')
    .description('recompute the hash of every event and check that each account is one unbroken chain; changes nothing')
    .option('--until <position>', 'only up to that position, to compare with a digest noted earlier', parsePosition)
    .option('--json', 'print the result as JSON')
    .action(async ({ until, json = false }: { until?: Position; json?: boolean }) => {
      const verified = await verify(config(), until);
      process.stdout.write(`${json ? JSON.stringify(verified) : reportOf(verified)}\n`);
      if (verified.broken.length > 0) process.exitCode = 1;
    });
}

async function verify(config: LedgerConfig, until: Position | undefined): Promise<VerifiedHistory> {
  const store = await connectEventStore(config.EVENT_STORE_URL, silentLog);
  try {
    const end = until ?? (await store.lastPosition());
    const bar = startEventsBar(await countedEvents(store));
    return await verifyHistory(store, end, (events) => bar.update(events)).finally(() => bar.stop());
  } finally {
    await store.close();
  }
}

const LISTED_MAX = 100;

function reportOf({ events, streams, position, digest, broken }: VerifiedHistory): string {
  return [
    `${events} events of ${streams} accounts read, up to position ${position || 'none'}`,
    broken.length === 0
      ? 'Every event is what was written, and every account is one unbroken chain.'
      : `${broken.length} accounts are BROKEN:`,
    ...broken
      .slice(0, LISTED_MAX)
      .map(
        ({ streamId, version, position: at, reason }) =>
          `  ${streamId}, version ${version} at ${at}: ${MEANINGS[reason]}`,
      ),
    `Digest of all accounts as of that position: ${digest}`,
  ].join('\n');
}

const MEANINGS = {
  gap: 'a version is missing before it',
  link: 'it does not continue the event before it',
  hash: 'it was changed after it was written',
} as const;

/** Of the shortest positions there are: another engine's have more, and are given whole. */
const DIGITS = 20;

function parsePosition(text: string): Position {
  if (!/^\d{1,64}$/.test(text)) throw new InvalidArgumentError('must be a position, such as 00000000000000287431');
  return text.padStart(DIGITS, '0') as Position;
}
