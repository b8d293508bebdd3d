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
  /** How often operators have resumed it. Another process that gets past an event is no reason for this one to try again. */
  resumesOf(reader: ReaderName): Promise<number>;
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
  update checkpoints c
     set paused_by = null, paused_at = null, stopped_by = null, stopped_at = null, resumes = resumes + 1
    from (select reader, paused_at, stopped_at from checkpoints where reader = $1 for update) was
   where c.reader = was.reader
  returning was.paused_at is not null as was_paused, was.stopped_at is not null as was_stopped`;
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

  async resumesOf(reader: ReaderName): Promise<number> {
    const sql = 'select resumes from checkpoints where reader = $1';
    const [row] = await this.session.query<{ resumes: number }>(sql, [reader]);
    return row?.resumes ?? 0;
  }

  async list(): Promise<readonly ReaderStatus[]> {
    return (await this.session.query<StatusRow>(LIST, [])).map(fromRow);
  }

  /** False when it was paused already. */
  async pause(reader: ReaderName, actor: string): Promise<boolean> {
    return (await this.session.query(PAUSE, [reader, actor])).length > 0;
  }

  /** Ends a pause, and lets a reader that a poison event stopped try again from its checkpoint. Answers which it was. */
  async resume(reader: ReaderName): Promise<'neither' | 'paused' | 'stopped'> {
    type Was = { readonly was_paused: boolean; readonly was_stopped: boolean };
    const [was] = await this.session.query<Was>(RESUME, [reader]);
    if (was?.was_stopped) return 'stopped';
    return was?.was_paused ? 'paused' : 'neither';
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
