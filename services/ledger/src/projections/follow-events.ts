import { setTimeout as sleep } from 'node:timers/promises';
import { InvariantViolation, type Log } from '@credit-ledger/kernel';
import type { EventStore } from '@credit-ledger/event-sourcing';
import { backoffMs, restMs } from '@credit-ledger/messaging';
import { CheckpointMovedError, type Checkpoint } from './checkpoint.js';
import type { EventReader } from './event-reader.js';

const BATCH_SIZE = 1_000;

/** What became of a reader: it follows, or a poison event stopped it for good at that position. */
export type ReaderState = { stoppedAt: Checkpoint | undefined };

/**
 * Feeds a reader until `signal` aborts. A fault that may pass is retried from the stored checkpoint with growing pauses;
 * a poison event stops the reader with an alert, because skipping it would make every later figure wrong.
 */
export async function followEvents(
  store: EventStore,
  reader: EventReader,
  state: ReaderState,
  log: Log,
  signal: AbortSignal,
): Promise<void> {
  for (let failures = 0; !signal.aborted;) {
    let checkpoint: Checkpoint | undefined;
    try {
      checkpoint = await reader.loadCheckpoint();
      let current = checkpoint;
      await store.subscribe(checkpoint.position, { batchSize: BATCH_SIZE, signal }, async (batch) => {
        const begunAt = performance.now();
        current = checkpoint = await reader.apply(current, batch);
        failures = 0;
        await pause(restMs(performance.now() - begunAt, batch.length / BATCH_SIZE), signal);
      });
    } catch (error) {
      if (error instanceof CheckpointMovedError) continue;
      if (error instanceof InvariantViolation) {
        state.stoppedAt = checkpoint;
        log.error(
          { reader: reader.name, position: checkpoint?.position, err: error },
          'a poison event stopped the reader',
        );
        return;
      }
      failures += 1;
      log.warn({ reader: reader.name, failures, err: error }, 'reading events failed and is tried again');
      await pause(backoffMs(failures, { firstMs: 50, maxMs: 5_000 }), signal);
    }
  }
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (ms > 0) await sleep(ms, undefined, { signal }).catch(() => undefined);
}
