import { Command } from 'commander';
import { SingleBar } from 'cli-progress';
import { BEGINNING, type EventStore } from '@credit-ledger/event-sourcing';
import { silentLog } from '@credit-ledger/kernel';
import { ConfigError } from '@credit-ledger/nest-platform';
import { connectEventStore } from '../event-store-by-url.js';
import { compareStores } from './compare-stores.js';
import { copyEvents, type CopyOptions } from './copy-events.js';
import { reportOf } from './copy-report.js';

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
      const source = connectOption(ends.from, '--from');
      try {
        const target = connectOption(ends.to, '--to');
        await copy(source, target).finally(() => target.close());
      } finally {
        await source.close();
      }
    });

/** @throws ConfigError naming the option, never its value: that may hold a password. */
export function connectOption(url: string, option: string): EventStore {
  try {
    return connectEventStore(url, silentLog);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    throw new ConfigError(error.problems.map((problem) => problem.replace(/^\w+:/, `${option}:`)));
  }
}

async function copy(source: EventStore, target: EventStore): Promise<void> {
  const interrupted = interruptions();
  const bar = new SingleBar({
    format: '{phase} {bar} {value} of about {total} events',
    hideCursor: true,
    stream: process.stderr,
  });
  const warn = (line: string): void => void process.stderr.write(`\n${line}\n`);
  try {
    bar.start(await source.countAfter(BEGINNING), 0, { phase: 'copying' });
    const options: CopyOptions = {
      onProgress: (phase, events) => {
        // Not every engine counts a long history.
        if (events > bar.getTotal()) bar.setTotal(events);
        bar.update(events, { phase });
      },
      onGrowth: () =>
        warn('Events are being added to the source. They are copied too, but the ledger should be stopped.'),
      signal: interrupted,
    };
    const copied = await copyEvents(source, target, options);
    bar.setTotal(2 * (copied.heldBefore + copied.copied));
    const compared = await compareStores(source, target, (events) => {
      interrupted.throwIfAborted();
      bar.update(events, { phase: 'comparing' });
    });
    bar.stop();
    process.stdout.write(`${reportOf(copied, compared)}\n`);
    if (!compared.equal) process.exitCode = 1;
  } catch (error) {
    if (!interrupted.aborted) throw error;
    bar.stop();
    warn('Interrupted. What was copied stays; the same command goes on from there.');
    process.exitCode = INTERRUPTED;
  } finally {
    bar.stop();
  }
}

/** Aborts at the first Ctrl-C or SIGTERM; the second one ends the process as ever. */
function interruptions(): AbortSignal {
  const stopping = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopping.abort());
  return stopping.signal;
}
