import type { SqlSession } from '@credit-ledger/messaging';
import type { Position } from '@credit-ledger/event-sourcing';

/** How far a reader of the event store has come, and which generation of its tables is live. */
export type Checkpoint = { readonly reader: ReaderName; readonly generation: number; readonly position: Position };

/** The ledger's readers of its own events: the views that queries read, and the facts told to other services. */
export const READER_NAMES = ['account-views', 'account-facts'] as const;
export type ReaderName = (typeof READER_NAMES)[number];

/** Somebody else moved the checkpoint, or an operator paused the reader: whatever was computed on it must be thrown away. */
export class CheckpointMovedError extends Error {
  constructor(reader: ReaderName) {
    super(`the checkpoint of ${reader} was moved by another process, or is paused`);
    this.name = 'CheckpointMovedError';
  }
}

const LOAD = 'select generation, position from checkpoints where reader = $1';

/** @param lock keeps everybody else from moving it until the transaction ends. */
export async function loadCheckpoint(session: SqlSession, reader: ReaderName, lock = false): Promise<Checkpoint> {
  const [row] = await session.query<{ generation: number; position: Position }>(`${LOAD}${lock ? ' for update' : ''}`, [
    reader,
  ]);
  if (row === undefined) throw new Error(`the checkpoint of ${reader} is missing: run the migrations`);
  return { reader, ...row };
}

const MOVE = `
  update checkpoints set position = $4, moved_at = now(), stopped_by = null, stopped_at = null
   where reader = $1 and generation = $2 and position = $3 and paused_at is null
  returning reader`;

/** Compare-and-set on generation and position, unless paused; locks the row, so call it before applying. @throws CheckpointMovedError */
export async function moveCheckpoint(session: SqlSession, from: Checkpoint, to: Position): Promise<void> {
  const moved = await session.query(MOVE, [from.reader, from.generation, from.position, to]);
  if (moved.length === 0) throw new CheckpointMovedError(from.reader);
}
