import type { Pool } from 'pg';
import { BEGINNING, type EventStore, type Position } from '@credit-ledger/event-sourcing';
import { inTransaction, type SqlSession } from '@credit-ledger/messaging';

/**
 * A URL names another store than the one that views and facts were read from. Their positions mean nothing there: going on from
 * them would leave out events or tell them twice.
 */
export class OtherEventStoreError extends Error {
  /** @param named the variable or option that holds the URL. */
  constructor(named: 'EVENT_STORE_URL' | '--from' = 'EVENT_STORE_URL') {
    const otherStore = `${named} names another event store than the one that the views and the facts of this database were read from; nothing was changed`;
    super(
      named === '--from'
        ? `${otherStore}. Give the URL of the store that the ledger ran on until now`
        : `${otherStore}. Give the old URL again, or move with "npm run events:copy" and "npm run ops -- ledger move-store": ` +
            'see docs/runbooks/move-to-kurrentdb.md, and change-engines.md there for npm start',
    );
    this.name = 'OtherEventStoreError';
  }
}

/** The store went back to an earlier moment, and what was read from it did not. */
export class EventsGoneError extends Error {
  constructor(last: Position, position: Position) {
    super(
      `the event store ends at position ${last || 'none'}, and this database has read it up to ${position}: it went back to a backup, or lost events, and ` +
        'views, facts and offsets did not. Nothing was changed. Restore the store and the database of the ledger from the same moment: see docs/runbooks/restore-from-backup.md',
    );
    this.name = 'EventsGoneError';
  }
}

/**
 * Holds the readers to the store that they began with. Call it before anything reads: the first time, it notes which that is.
 * @throws OtherEventStoreError when it was another one, or a checkpoint of unknown origin stands where this one has no event.
 * @throws EventsGoneError when it ends before a checkpoint.
 */
export async function bindToStore(pool: Pool, store: EventStore): Promise<void> {
  const identity = await store.identity();
  await inTransaction(pool, async (session) => {
    const checkpoints = await loadOrigins(session, true);
    const last = await store.lastPosition();
    for (const { store: origin, position } of checkpoints) {
      if (origin !== identity && (origin !== null || !isPositionOf(last, position))) throw new OtherEventStoreError();
      if (position > last) throw new EventsGoneError(last, position);
    }
    await session.query('update checkpoints set store = $1 where store is null', [identity]);
  });
}

/** The same without noting anything, for commands. @throws OtherEventStoreError, EventsGoneError */
export async function assertBoundTo(
  session: SqlSession,
  store: EventStore,
  named: 'EVENT_STORE_URL' | '--from' = 'EVENT_STORE_URL',
): Promise<void> {
  const identity = await store.identity();
  const origins = await loadOrigins(session, false);
  if (origins.some(({ store: origin }) => origin !== null && origin !== identity))
    throw new OtherEventStoreError(named);
  const last = await store.lastPosition();
  for (const { position } of origins) if (position > last) throw new EventsGoneError(last, position);
}

type Origin = { readonly position: Position; readonly store: string | null };

const loadOrigins = (session: SqlSession, lock: boolean): Promise<readonly Origin[]> =>
  session.query<Origin>(`select position, store from checkpoints order by reader${lock ? ' for update' : ''}`, []);

/** Whether a checkpoint of an earlier release, which noted no store, can stand there: on an event, or before the first. */
const isPositionOf = (last: Position, position: Position): boolean =>
  position === BEGINNING || (position.length === last.length && position <= last);
