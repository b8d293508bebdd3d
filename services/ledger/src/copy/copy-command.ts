import { Command } from 'commander';
import type { EventStore } from '@credit-ledger/event-sourcing';
import { countedEvents, startEventsBar } from '../events-bar.js';
import { compareStores, type StoreComparison } from './compare-stores.js';
import { copyEvents, type CopiedEvents, type CopyOptions } from './copy-events.js';
import { reportOf } from './copy-report.js';
import { assertReadable, connectOption } from './store-option.js';

type Ends = { readonly from: string; readonly to: string };

/** Ctrl-C: what was copied stays. The usual exit code for it. */
const INTERRUPTED = 130;

/** `npm run events:copy -- --from <url> --to <url>`: moves all events to another store, and shows that they are all there. */
export const copyCommand = (): Command =>
  new Command('events:copy')
    .description('copy all events to another event store, go on where an earlier copy ended, and compare both')
    .requiredOption('--from <url>', 'the store that is read')
    .requiredOption(
      '--to <url>',
      'the store that is appended to: empty, or begun by an earlier copy of the same source',
    )
    .action(async (ends: Ends) => {
      const source = await connectOption(ends.from, '--from');
      try {
        const target = await connectOption(ends.to, '--to');
        await copy(source, target).finally(() => target.close());
      } finally {
        await source.close();
      }
    });

async function copy(source: EventStore, target: EventStore): Promise<void> {
  const interrupted = interruptions();
  try {
    await assertReadable(source, '--from');
    await assertReadable(target, '--to');
    const copied = await copyWithBar(source, target, interrupted);
    const compared = await compareWithBar(source, target, 2 * (copied.heldBefore + copied.copied), interrupted);
    process.stdout.write(`${reportOf(copied, compared)}\n`);
    if (!compared.equal) process.exitCode = 1;
  } catch (error) {
    if (!interrupted.aborted) throw error;
    warn('Interrupted. What was copied stays; the same command goes on from there.');
    process.exitCode = INTERRUPTED;
  }
}

async function copyWithBar(source: EventStore, target: EventStore, signal: AbortSignal): Promise<CopiedEvents> {
  const bar = startEventsBar(await countedEvents(source), 'copying');
  const options: CopyOptions = {
    onProgress: (phase, events) => bar.update(events, phase),
    onGrowth: () =>
      warn('Events are being added to the source. They are copied too, but the ledger should be stopped.'),
    signal,
  };
  return copyEvents(source, target, options).finally(() => bar.stop());
}

/** @param total of both stores, which by now is known. */
function compareWithBar(
  source: EventStore,
  target: EventStore,
  total: number,
  signal: AbortSignal,
): Promise<StoreComparison> {
  const bar = startEventsBar(total, 'comparing');
  return compareStores(source, target, (events) => {
    signal.throwIfAborted();
    bar.update(events);
  }).finally(() => bar.stop());
}

const warn = (line: string): void => void process.stderr.write(`\n${line}\n`);

/** Aborts at the first Ctrl-C or SIGTERM; the second one ends the process as ever. */
function interruptions(): AbortSignal {
  const stopping = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopping.abort());
  return stopping.signal;
}
