import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '@credit-ledger/kernel';
import type { EventMetadata, EventStore, StoredEvent } from '@credit-ledger/event-sourcing';
import { backoffMs, failureKindOf, restMs } from '@credit-ledger/messaging';
import { withSpansOf } from '@credit-ledger/nest-platform';
import { CheckpointMovedError, type Checkpoint } from './checkpoint.js';
import type { EventReader } from './event-reader.js';
import { PoisonEventError } from './poison-event.error.js';
import type { ReaderControl } from './reader-control.js';

const BATCH_SIZE = 1_000;
// How long a resumed reader may take to notice.
const PAUSED_MS = 250;

/** What became of a reader: it follows, or a poison event stopped it. */
export type ReaderState = { stoppedBy: PoisonEventError | undefined };

/**
 * Feeds a reader until `signal` aborts. A fault that may pass is retried from the stored checkpoint with growing pauses;
 * a poison event stops the reader with an alert, because skipping it would make every later figure wrong, until an operator
 * resumes it. While one has paused it, it waits.
 */
export async function followEvents(
  store: EventStore,
  reader: EventReader,
  state: ReaderState,
  log: Log,
  control: ReaderControl,
  signal: AbortSignal,
): Promise<void> {
  for (let failures = 0; !signal.aborted;) {
    try {
      if (await control.isPaused(reader.name)) {
        await pause(PAUSED_MS, signal);
        continue;
      }
      let checkpoint = await reader.loadCheckpoint();
      await store.subscribe(checkpoint.position, { batchSize: BATCH_SIZE, signal }, async (batch) => {
        const begunAt = performance.now();
        checkpoint = await applyBatch(reader, checkpoint, batch);
        failures = 0;
        await pause(restMs(performance.now() - begunAt, batch.length / BATCH_SIZE), signal);
      });
    } catch (error) {
      if (error instanceof CheckpointMovedError) continue;
      if (error instanceof PoisonEventError) {
        state.stoppedBy = error;
        await standStill(error, log, control, signal);
        if (!signal.aborted) state.stoppedBy = undefined;
        continue;
      }
      failures += 1;
      log.warn({ reader: reader.name, failures, err: error }, 'reading events failed and is tried again');
      await pause(backoffMs(failures, { firstMs: 50, maxMs: 5_000 }), signal);
    }
  }
}

/** Tells everybody what stopped the reader, and waits until it is to try again. */
async function standStill(error: PoisonEventError, log: Log, control: ReaderControl, signal: AbortSignal) {
  const { position, type, streamId, metadata } = error.event;
  // Of a poison event nothing is certain.
  const correlationId = (metadata as Partial<EventMetadata> | null)?.correlationId;
  const fields = { reader: error.reader, position, type, streamId, correlationId };
  log.error({ ...fields, err: error }, 'a poison event stopped the reader');
  const resumesOf = () => control.resumesOf(error.reader).catch(() => undefined);
  // Before anybody can see that it stopped, so that whoever resumes it then is heard.
  const heard = await resumesOf();
  await control.noteStop(error).catch((err: unknown) => log.warn({ err }, 'could not note what stopped the reader'));
  do await pause(PAUSED_MS, signal);
  while (!signal.aborted && (await resumesOf()) === heard);
}

/**
 * A batch that can never be applied is taken event by event, so that the views are right up to the one that is to blame.
 * @throws PoisonEventError
 */
async function applyBatch(reader: EventReader, from: Checkpoint, batch: readonly StoredEvent[]): Promise<Checkpoint> {
  try {
    const correlationIds = () => batch.map(({ metadata }) => metadata.correlationId);
    return await withSpansOf(`apply ${reader.name}`, correlationIds, () => reader.apply(from, batch));
  } catch (error) {
    if (failureKindOf(error) === 'passing') throw error;
  }
  let checkpoint = from;
  for (const event of batch) {
    try {
      checkpoint = await reader.apply(checkpoint, [event]);
    } catch (error) {
      throw failureKindOf(error) === 'passing' ? error : new PoisonEventError(reader.name, event, error);
    }
  }
  return checkpoint;
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (ms > 0) await sleep(ms, undefined, { signal }).catch(() => undefined);
}
