import type { Pool } from 'pg';
import { failpoint, invariant } from '@credit-ledger/kernel';
import { BEGINNING, type EventStore, type Position, type StoredEvent } from '@credit-ledger/event-sourcing';
import { inTransaction, sessionOf, withConnection, type SqlSession } from '@credit-ledger/messaging';
import { AccountViewChanges } from '../projections/account-views.js';
import { toAccountRecord } from '../projections/account-record.js';
import { loadCheckpoint, type Checkpoint } from '../projections/checkpoint.js';
import { addGenerationSql, dropGenerationSql, VIEWS_SHAPE } from '../projections/view-tables.js';
import { compareGenerations, type ViewDifference } from './compare-generations.js';

export type RebuildOptions = {
  /** Stop after the comparison and throw the new generation away: what an audit does. */
  readonly compareOnly: boolean;
  /** Called after every chunk with the number of events folded so far. */
  readonly onProgress: (eventsFolded: number) => void;
};

export type RebuildResult = {
  readonly eventsFolded: number;
  /** Up to which position old and new views were compared. */
  readonly comparedAt: Position;
  readonly differences: readonly ViewDifference[];
  /** Where the event store ended then, and how many of its events the live views did not have: their reader may be stuck. */
  readonly storeEndsAt: Position;
  readonly eventsBehind: number;
  /** The generation that queries read now. */
  readonly liveGeneration: number;
};

/** Another rebuild is going on, or one that was killed still has its connection. */
export class RebuildRunningError extends Error {
  constructor() {
    super('another rebuild of the account views is running; wait for it to end');
    this.name = 'RebuildRunningError';
  }
}

/** The live views are of an earlier release: there is nothing to compare them with. */
export class ViewsOutdatedError extends Error {
  constructor() {
    super('the live views are those of an earlier release; start the ledger, which makes them again, and then compare');
    this.name = 'ViewsOutdatedError';
  }
}

// Few, so that what is made of them is garbage before the collector has copied it.
const CHUNK_EVENTS = 1_000;
// Row changes are summed up to so many before they are applied, because an account that is busy changes in every chunk and
// every upsert leaves a dead row. Bounds the memory of a rebuild, whatever the length of history.
const ROWS_CHANGED_MAX = 20_000;
// While the new generation is further behind than this, it catches up without holding up the live reader.
const SWAP_LAG_EVENTS_MAX = 1_000;

/**
 * Fills a new generation of the views from the first event on, compares it with the live one as of the same position, and
 * puts it in the live one's place. Queries and the live reader go on throughout; only the swap holds up the live reader.
 * A killed rebuild leaves tables that the next one removes.
 *
 * Live views of another shape are replaced without a comparison.
 *
 * @throws RebuildRunningError
 * @throws ViewsOutdatedError when it should only compare with views of another shape.
 */
export async function rebuildAccountViews(
  pool: Pool,
  store: EventStore,
  options: RebuildOptions,
): Promise<RebuildResult> {
  return withConnection(pool, async (client) => {
    const session = sessionOf(client);
    const [row] = await session.query<{ locked: boolean }>(TRY_LOCK, [LOCK]);
    if (row?.locked !== true) throw new RebuildRunningError();
    try {
      return await rebuild(pool, store, options);
    } finally {
      // Said aloud, because the end of a session reaches the server some time after us, and the next rebuild may be sooner.
      await session.query(UNLOCK, [LOCK]).catch(() => undefined);
    }
  });
}

// A killed rebuild loses it with its session.
const LOCK = 'rebuild of account-views';
const TRY_LOCK = 'select pg_try_advisory_lock(hashtextextended($1, 0)) as locked';
const UNLOCK = 'select pg_advisory_unlock(hashtextextended($1, 0))';

async function rebuild(pool: Pool, store: EventStore, options: RebuildOptions): Promise<RebuildResult> {
  const comparable = (await loadViewsShape(pool)) === VIEWS_SHAPE;
  if (options.compareOnly && !comparable) throw new ViewsOutdatedError();
  await dropLeftovers(pool);
  const generation = await addGeneration(pool);
  const { live, ...compared } = await fillAndCompare(pool, store, generation, comparable, options);
  const outcome = { ...compared, comparedAt: live.position };
  if (options.compareOnly) {
    await inTransaction(pool, (session) => session.query(dropGenerationSql(generation)));
    return { ...outcome, liveGeneration: live.generation };
  }
  failpoint('rebuild.filled');
  await swap(pool, store, generation, await catchUp(pool, store, generation, live.position));
  failpoint('rebuild.swapped');
  await dropLeftovers(pool);
  return { ...outcome, liveGeneration: generation };
}

/** Of what shape the rows are that queries read. */
export async function loadViewsShape(pool: Pool): Promise<number> {
  const sql = "select views_shape from checkpoints where reader = 'account-views'";
  const [row] = await sessionOf(pool).query<{ views_shape: number }>(sql, []);
  if (row === undefined) throw new Error('the checkpoint of account-views is missing: run the migrations');
  return row.views_shape;
}

async function addGeneration(pool: Pool): Promise<number> {
  return inTransaction(pool, async (session) => {
    const [row] = await session.query<{ generation: string }>("select nextval('view_generations') as generation", []);
    const generation = Number(row?.generation);
    await session.query(addGenerationSql(generation));
    return generation;
  });
}

/** Removes every generation but the live one. Only under the rebuild's lock. */
async function dropLeftovers(pool: Pool): Promise<void> {
  const { generation: live } = await loadCheckpoint(sessionOf(pool), 'account-views');
  const rows = await sessionOf(pool).query<{ generation: number }>(GENERATIONS, []);
  for (const { generation } of rows) {
    if (generation !== live) await inTransaction(pool, (session) => session.query(dropGenerationSql(generation)));
  }
}

const GENERATIONS = `
  select distinct substring(c.relname from '_g(\\d+)$')::integer as generation
    from pg_inherits i
    join pg_class c on c.oid = i.inhrelid
    join pg_class p on p.oid = i.inhparent
   where p.relname = 'balances' and p.relnamespace = current_schema()::regnamespace`;

/** In one snapshot, so that the live rows stay as they were at the checkpoint while the new ones are made. */
async function fillAndCompare(
  pool: Pool,
  store: EventStore,
  generation: number,
  comparable: boolean,
  { onProgress }: RebuildOptions,
) {
  return withConnection(pool, async (client) => {
    const session = sessionOf(client);
    await session.query('begin isolation level repeatable read');
    try {
      const live = await loadCheckpoint(session, 'account-views');
      const storeEndsAt = await store.lastPosition();
      const eventsFolded = await applyBetween(session, store, generation, BEGINNING, live.position, onProgress);
      const differences = comparable ? await compareGenerations(session, live.generation, generation) : [];
      await session.query('commit');
      const eventsBehind = await countBetween(store, live.position, storeEndsAt);
      return { live, eventsFolded, differences, storeEndsAt, eventsBehind };
    } catch (error) {
      await session.query('rollback').catch(() => undefined);
      throw error;
    }
  });
}

/** Applies the events in `(after, until]`, chunk by chunk, and returns their number. */
async function applyBetween(
  session: SqlSession,
  store: EventStore,
  generation: number,
  after: Position,
  until: Position,
  onProgress: (eventsFolded: number) => void = () => undefined,
): Promise<number> {
  const changes = new AccountViewChanges();
  let eventsFolded = 0;
  // The next chunk is read while one is folded.
  let reading = readChunk(store, after);
  for (let from = after; from < until;) {
    const page = await reading;
    from = page.at(-1)?.position ?? until;
    if (from < until) reading = readChunk(store, from);
    const chunk = page.filter((event) => event.position <= until);
    invariant(chunk.length > 0, `the event store ends before ${until}, where the live views stand`);
    changes.fold(chunk.map(toAccountRecord));
    if (changes.rows >= ROWS_CHANGED_MAX) await changes.applyTo(session, generation);
    eventsFolded += chunk.length;
    onProgress(eventsFolded);
  }
  await changes.applyTo(session, generation);
  return eventsFolded;
}

/** The number of events in `(after, until]`. */
async function countBetween(store: EventStore, after: Position, until: Position): Promise<number> {
  let count = 0;
  for (let from = after; from < until;) {
    const chunk = (await store.readAll(from, CHUNK_EVENTS)).filter(({ position }) => position <= until);
    from = chunk.at(-1)?.position ?? until;
    count += chunk.length;
  }
  return count;
}

function readChunk(store: EventStore, after: Position): Promise<readonly StoredEvent[]> {
  const reading = store.readAll(after, CHUNK_EVENTS);
  // Whoever awaits it hears of a failure; when folding fails first, nobody does.
  reading.catch(() => undefined);
  return reading;
}

/**
 * Applies what the live views took in since, until little enough is left for the swap. Returns how far it came. Never past
 * the live views: their reader goes on from where they stand, and would apply a second time what the rebuild had ahead.
 */
async function catchUp(pool: Pool, store: EventStore, generation: number, from: Position): Promise<Position> {
  for (let after = from; ;) {
    const live = await loadCheckpoint(sessionOf(pool), 'account-views');
    const next = await store.readAll(after, SWAP_LAG_EVENTS_MAX + 1);
    if (next.filter(({ position }) => position <= live.position).length <= SWAP_LAG_EVENTS_MAX) return after;
    await inTransaction(pool, (session) => applyBetween(session, store, generation, after, live.position));
    after = live.position;
  }
}

const SWAP =
  "update checkpoints set generation = $1, views_shape = $2, moved_at = now() where reader = 'account-views'";

/** Holds the live checkpoint, applies the last events up to exactly there, and lets queries read the new generation. */
async function swap(pool: Pool, store: EventStore, generation: number, from: Position): Promise<void> {
  await inTransaction(pool, async (session) => {
    const live: Checkpoint = await loadCheckpoint(session, 'account-views', true);
    await applyBetween(session, store, generation, from, live.position);
    failpoint('rebuild.swapping');
    await session.query(SWAP, [generation, VIEWS_SHAPE]);
  });
}
