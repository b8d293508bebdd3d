import { InvalidArgumentError, Option, type Command } from 'commander';
import pg from 'pg';
import { parseActorId, silentLog, systemClock } from '@credit-ledger/kernel';
import type { EventStore } from '@credit-ledger/event-sourcing';
import { connectEventStore } from '../event-store-by-url.js';
import type { LedgerConfig } from '../ledger.config.js';
import { READER_NAMES, type ReaderName } from './checkpoint.js';
import { StoredReaderControl, type ReaderStatus } from './reader-control.js';
import { eventsBehind, secondsBehind } from './reader-lag.js';

type Tools = { readonly control: StoredReaderControl; readonly store: EventStore };
type Picked = { readonly reader?: ReaderName; readonly actor: string };

/** `projections status|pause|resume`: what an operator does with the readers of events. */
export function addProjectionCommands(program: Command, config: () => LedgerConfig): void {
  const projections = program.command('projections').description('the readers of events behind views and facts');
  const reader = () => new Option('--reader <name>', 'only this one').choices(READER_NAMES);

  projections
    .command('status')
    .description('show how far every reader is, and what keeps it')
    .option('--json', 'one JSON document per line')
    .action(async ({ json = false }: { json?: boolean }) => {
      for (const line of await withTools(config(), (tools) => statusLines(tools, json))) print(line);
    });

  projections
    .command('pause')
    .description('let readers apply nothing more, in any process, until they are resumed')
    .addOption(reader())
    .requiredOption('--actor <id>', 'opaque id of whoever decided it', parseActor)
    .action(async ({ reader: picked, actor }: Picked) => {
      for (const name of namesOf(picked)) {
        const paused = await withTools(config(), ({ control }) => control.pause(name, actor));
        print(paused ? `${name} is paused` : `${name} was paused already; "status" says by whom`);
      }
    });

  projections
    .command('resume')
    .description('let readers that are paused, or stopped by an event, go on from where they stand')
    .addOption(reader())
    .action(async ({ reader: picked }: Picked) => {
      for (const name of namesOf(picked)) {
        print(RESUMED[await withTools(config(), ({ control }) => control.resume(name))](name));
      }
    });
}

const RESUMED = {
  paused: (name) => `${name} goes on`,
  stopped: (name) => `${name} tries again from where it stopped; "status" says whether it got further`,
  neither: (name) => `${name} was neither paused nor stopped`,
} satisfies Record<string, (name: ReaderName) => string>;

async function statusLines({ control, store }: Tools, json: boolean): Promise<readonly string[]> {
  return Promise.all(
    (await control.list()).map(async (status) => {
      const lag = {
        events: await store.countAfter(status.position),
        seconds: await secondsBehind(store, systemClock, status.position),
      };
      return json ? JSON.stringify({ ...status, lag }) : describe(status, lag);
    }),
  );
}

function describe(status: ReaderStatus, lag: { events: number; seconds: number }): string {
  const { reader, position, generation, paused, stopped } = status;
  return [
    `${reader} at position ${position || 'none'} of generation ${generation}, ` +
      `${eventsBehind(lag.events)} and ${lag.seconds.toFixed(1)} s behind`,
    ...(paused === undefined ? [] : [`   PAUSED by ${paused.by} since ${paused.at.toISOString()}`]),
    ...(stopped === undefined
      ? []
      : [
          `   STOPPED since ${stopped.at.toISOString()} by the event at position ${stopped.position}: ` +
            `${stopped.type} of ${stopped.streamId} (${stopped.failure}); the log has the cause`,
        ]),
  ].join('\n');
}

async function withTools<T>(config: LedgerConfig, work: (tools: Tools) => Promise<T>): Promise<T> {
  const pool = new pg.Pool({ connectionString: config.DATABASE_URL, max: 2 });
  // The next statement says it, with what was being done.
  pool.on('error', () => undefined);
  const store = await connectEventStore(config.EVENT_STORE_URL, silentLog);
  try {
    return await work({ control: new StoredReaderControl(pool), store });
  } finally {
    await pool.end();
    await store.close();
  }
}

const namesOf = (picked: ReaderName | undefined): readonly ReaderName[] =>
  picked === undefined ? READER_NAMES : [picked];

const print = (line: string): void => void process.stdout.write(`${line}\n`);

function parseActor(text: string): string {
  try {
    return parseActorId(text, '--actor');
  } catch (error) {
    throw new InvalidArgumentError(error instanceof Error ? error.message : String(error));
  }
}
