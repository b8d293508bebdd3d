import type { Pool } from 'pg';
import { failpoint } from '@credit-ledger/kernel';
import type { StoredEvent } from '@credit-ledger/event-sourcing';
import { inTransaction, sessionOf } from '@credit-ledger/messaging';
import { applyToAccountViews } from './account-views.js';
import { loadCheckpoint, moveCheckpoint, type Checkpoint } from './checkpoint.js';
import type { EventReader } from './event-reader.js';
import { toAccountRecord } from './account-record.js';

/** Keeps the live views of balances, months and transactions: a batch and its checkpoint commit together. */
export class AccountViewsReader implements EventReader {
  readonly name = 'account-views';

  constructor(
    private readonly pool: Pool,
    /** Called after every batch: rows may have changed. */
    private readonly onApplied: () => void = () => undefined,
  ) {}

  loadCheckpoint(): Promise<Checkpoint> {
    return loadCheckpoint(sessionOf(this.pool), this.name);
  }

  async apply(from: Checkpoint, batch: readonly StoredEvent[]): Promise<Checkpoint> {
    const position = batch.at(-1)?.position ?? from.position;
    const records = batch.map(toAccountRecord);
    await inTransaction(this.pool, async (session) => {
      await moveCheckpoint(session, from, position);
      failpoint('account-views.applying');
      await applyToAccountViews(session, from.generation, records);
    });
    failpoint('account-views.applied');
    this.onApplied();
    return { ...from, position };
  }
}
