import type { Pool } from 'pg';
import type { Position } from '@credit-ledger/event-sourcing';
import { sessionOf, type SqlSession } from '@credit-ledger/messaging';
import type { ReaderName } from './checkpoint.js';
import type { PoisonEventError } from './poison-event.error.js';

/** What a reader asks and tells about being stopped, for all processes of the ledger. */
export interface ReaderControl {
  isPaused(reader: ReaderName): Promise<boolean>;
  /** Lets operators see from anywhere what stopped it. */
  noteStop(error: PoisonEventError): Promise<void>;
}

/** A reader as its row has it. */
export type ReaderStatus = {
  readonly reader: ReaderName;
  readonly generation: number;
  readonly position: Position;
  readonly movedAt: Date;
  readonly paused: { readonly by: string; readonly at: Date } | undefined;
  readonly stopped: (PoisonPlace & { readonly at: Date }) | undefined;
};

export type PoisonPlace = {
  readonly position: Position;
  readonly type: string;
  readonly streamId: string;
  readonly failure: string;
};

const LIST = `
  select reader, generation, position, moved_at, paused_by, paused_at, stopped_by, stopped_at
    from checkpoints order by reader`;
// Whoever paused it first is to be asked before it goes on.
const PAUSE = `
  update checkpoints set paused_by = $2, paused_at = now()
   where reader = $1 and paused_at is null
  returning reader`;
const RESUME = `
  update checkpoints set paused_by = null, paused_at = null
   where reader = $1 and paused_at is not null
  returning reader`;
const NOTE_STOP = 'update checkpoints set stopped_by = $2::jsonb, stopped_at = now() where reader = $1';

/** Pauses stand in the checkpoint's row, where moving it meets them: none of the ledger's processes applies another batch. */
export class StoredReaderControl implements ReaderControl {
  private readonly session: SqlSession;

  constructor(pool: Pool) {
    this.session = sessionOf(pool);
  }

  async isPaused(reader: ReaderName): Promise<boolean> {
    const sql = 'select 1 from checkpoints where reader = $1 and paused_at is not null';
    return (await this.session.query(sql, [reader])).length > 0;
  }

  async noteStop({ reader, event: { position, type, streamId }, failure }: PoisonEventError): Promise<void> {
    const place: PoisonPlace = { position, type, streamId, failure };
    await this.session.query(NOTE_STOP, [reader, JSON.stringify(place)]);
  }

  async list(): Promise<readonly ReaderStatus[]> {
    return (await this.session.query<StatusRow>(LIST, [])).map(fromRow);
  }

  /** False when it was paused already. */
  async pause(reader: ReaderName, actor: string): Promise<boolean> {
    return (await this.session.query(PAUSE, [reader, actor])).length > 0;
  }

  /** False when it was not paused. */
  async resume(reader: ReaderName): Promise<boolean> {
    return (await this.session.query(RESUME, [reader])).length > 0;
  }
}

type StatusRow = Pick<ReaderStatus, 'reader' | 'generation' | 'position'> & {
  readonly moved_at: Date;
  readonly paused_by: string | null;
  readonly paused_at: Date | null;
  readonly stopped_by: PoisonPlace | null;
  readonly stopped_at: Date | null;
};

const fromRow = (row: StatusRow): ReaderStatus => ({
  reader: row.reader,
  generation: row.generation,
  position: row.position,
  movedAt: row.moved_at,
  paused: row.paused_at === null ? undefined : { by: row.paused_by ?? '', at: row.paused_at },
  stopped: row.stopped_at === null || row.stopped_by === null ? undefined : { ...row.stopped_by, at: row.stopped_at },
});
