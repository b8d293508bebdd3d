import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool } from 'pg';
import type { Log } from '@credit-ledger/kernel';
import type { EventStore } from '@credit-ledger/event-sourcing';
import { inTransaction } from '@credit-ledger/messaging';
import { dropRetiredTablesSql, VIEWS_SHAPE } from '../projections/view-tables.js';
import { loadViewsShape, rebuildAccountViews, RebuildRunningError } from './rebuild-account-views.js';

// Another process of this release may be at it: its views will do.
const ASK_AGAIN_MS = 500;

/**
 * Makes the live views anew from the events when they are of another shape than this release reads. Call it before anything reads
 * or follows: until it returns, processes of the release before go on answering from the old generation, and afterwards none of
 * them can write into the new one.
 */
export async function upgradeViews(pool: Pool, store: EventStore, log: Log): Promise<void> {
  for (let shape = await loadViewsShape(pool); shape !== VIEWS_SHAPE; shape = await loadViewsShape(pool)) {
    log.info({ shape, needed: VIEWS_SHAPE }, 'making the views again from the events, because their shape has changed');
    try {
      const { eventsFolded, liveGeneration } = await rebuildAccountViews(pool, store, {
        compareOnly: false,
        onProgress: () => undefined,
      });
      await inTransaction(pool, (session) => session.query(dropRetiredTablesSql));
      log.info({ eventsFolded, liveGeneration }, 'made the views again');
    } catch (error) {
      if (!(error instanceof RebuildRunningError)) throw error;
      await sleep(ASK_AGAIN_MS);
    }
  }
}
