import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool } from 'pg';
import { failpoint, type Log } from '@credit-ledger/kernel';
import type { EventStore } from '@credit-ledger/event-sourcing';
import { inTransaction, sessionOf, type MessagePublisher, type SqlSession } from '@credit-ledger/messaging';
import { compareStores, type StoreComparison } from '../copy/compare-stores.js';
import { AccountFactsReader } from '../integration/outbound/account-facts.reader.js';
import { assertBoundTo } from '../projections/checkpoint-store.js';
import { upgradeViews } from '../rebuild/upgrade-views.js';

/** Two stores with the same events, and the ledger's database that was read from the first. */
export type StoreMove = {
  readonly pool: Pool;
  readonly from: EventStore;
  readonly to: EventStore;
  readonly publisher: MessagePublisher;
  /** Called before anything is published: what is left to be told may be the first that is told in this log. */
  readonly joinLog: () => Promise<void>;
  /** The source of facts: `ledger#1`. */
  readonly source: string;
  readonly log: Log;
  readonly onProgress: (events: number) => void;
};

/** `compared` is missing when the readers stood in the new store already. */
export type MovedStore = { readonly eventsTold: number; readonly compared?: StoreComparison };

export class LedgerRunningError extends Error {
  constructor() {
    super(
      'a ledger is connected to this database: stop every one of them first; below npm start, start the others alone, as ' +
        'docs/runbooks/change-engines.md says. Nothing was changed',
    );
    this.name = 'LedgerRunningError';
  }
}

export class SameStoreError extends Error {
  constructor() {
    super(
      '--from and EVENT_STORE_URL name the same store: --from is the old one, EVENT_STORE_URL the new one, which npm start has to ' +
        'be given too. Nothing was changed',
    );
    this.name = 'SameStoreError';
  }
}

export class StoresDifferError extends Error {
  constructor(readonly compared: StoreComparison) {
    super('the stores do not hold the same events; run "npm run events:copy" again, then this. Nothing was changed');
    this.name = 'StoresDifferError';
  }
}

const PAGE_EVENTS = 1_000;

/**
 * Lets the ledger's readers go on in another store that holds the same events. What is left of the facts is told from the old
 * store first: positions cannot be translated, and a fact that is told after other sums than before would be wrong. The views
 * are made again, because their rows carry positions. May be broken off at any point and run again.
 *
 * @throws SameStoreError, LedgerRunningError, OtherEventStoreError, StoresDifferError, and what `joinLog` does; the readers stand
 * where they stood then.
 */
export async function moveStore({
  pool,
  from,
  to,
  publisher,
  joinLog,
  source,
  log,
  onProgress,
}: StoreMove): Promise<MovedStore> {
  const identity = await to.identity();
  if ((await from.identity()) === identity) throw new SameStoreError();
  await untilNoLedger(sessionOf(pool));
  if (await standsIn(sessionOf(pool), identity)) {
    await upgradeViews(pool, to, log);
    return { eventsTold: 0 };
  }
  await assertBoundTo(sessionOf(pool), from, '--from');
  await joinLog();
  const reader = new AccountFactsReader(pool, publisher, source, () => undefined);
  const eventsTold = await tellTheRest(reader, from);
  const compared = await compareStores(from, to, onProgress);
  if (!compared.equal) throw new StoresDifferError(compared);
  failpoint('move-store.told');
  const { position: told } = await reader.loadCheckpoint();
  await inTransaction(pool, async (session) => {
    await assertNoLedger(session);
    if (told !== compared.source.position) throw new StoresDifferError({ ...compared, sourceGrew: true, equal: false });
    await session.query(MOVE, [identity, compared.target.position]);
  });
  failpoint('move-store.moved');
  await upgradeViews(pool, to, log);
  return { eventsTold, compared };
}

// Views of no shape at all: whoever comes next, this command or the ledger, makes them again before anything is answered.
const MOVE = `
  update checkpoints
     set store = $1, position = $2, moved_at = now(), views_shape = case reader when 'account-views' then 0 else views_shape end`;

async function standsIn(session: SqlSession, identity: string): Promise<boolean> {
  const rows = await session.query('select from checkpoints where store is distinct from $1', [identity]);
  return rows.length === 0;
}

// Its pools say whose they are. A role sees the sessions of its own.
const LEDGERS = `
  select from pg_stat_activity
   where datname = current_database() and usename = current_user and application_name in ('ledger', 'ledger snapshots')`;

/** The sessions of a ledger that was stopped a moment ago are still ending. */
async function untilNoLedger(session: SqlSession): Promise<void> {
  for (const deadline = performance.now() + ENDING_MS_MAX; performance.now() < deadline; await sleep(LOOK_AGAIN_MS)) {
    if ((await session.query(LEDGERS, [])).length === 0) return;
  }
  throw new LedgerRunningError();
}

const ENDING_MS_MAX = 2_000;
const LOOK_AGAIN_MS = 50;

async function assertNoLedger(session: SqlSession): Promise<void> {
  if ((await session.query(LEDGERS, [])).length > 0) throw new LedgerRunningError();
}

/** Applies what the facts reader has not read yet. @returns how many events that was. */
async function tellTheRest(reader: AccountFactsReader, store: EventStore): Promise<number> {
  let checkpoint = await reader.loadCheckpoint();
  for (let events = 0; ;) {
    const page = await store.readAll(checkpoint.position, PAGE_EVENTS);
    if (page.length === 0) return events;
    checkpoint = await reader.apply(checkpoint, page);
    events += page.length;
  }
}
