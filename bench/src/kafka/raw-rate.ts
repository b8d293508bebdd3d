import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Messaging, OutgoingRecord } from '@credit-ledger/messaging';
import type { Discarding } from './discarding-consumer.js';

const RECORDS_PER_PUBLICATION = 500;
const PUBLICATIONS_AT_ONCE = 4;
const STALL_MS = 60_000;

/** Records per second through the broker. */
export type RawRate = {
  /** Published and, at the same time, fetched by somebody who does nothing with them. */
  readonly through: number;
  /** Fetched when they are all there already. */
  readonly fetched: number;
};

/**
 * What the broker and its client do by themselves: the same records, sent by the same publisher, to a bare consumer that
 * discards them.
 */
export async function measureRawRate(
  messaging: Messaging,
  at: Discarding,
  records: number,
  recordOf: (index: number) => OutgoingRecord,
): Promise<RawRate> {
  const publish = () => publishAll(messaging, records, recordOf);
  const through = await whileDiscarding(at, records, publish);
  // Once more as many lie there then, and another consumer begins at the beginning.
  const fetched = await whileDiscarding(at, records, () => Promise.resolve());
  return { through, fetched };
}

async function whileDiscarding(workerData: Discarding, records: number, work: () => Promise<void>): Promise<number> {
  const worker = new Worker(new URL('./discarding-consumer.js', import.meta.url), { workerData });
  try {
    await once(worker, 'message', { signal: AbortSignal.timeout(STALL_MS) });
    const startedAt = performance.now();
    const all = countedTo(worker, records);
    await Promise.all([work(), all]);
    return records / ((performance.now() - startedAt) / 1_000);
  } finally {
    worker.postMessage('end');
    await once(worker, 'exit', { signal: AbortSignal.timeout(STALL_MS) }).finally(() => worker.terminate());
  }
}

function countedTo(worker: Worker, records: number): Promise<void> {
  return new Promise((resolve, reject) => {
    worker.on('message', (count: number) => {
      if (count >= records) resolve();
    });
    worker.once('error', reject);
  });
}

async function publishAll(
  { publisher }: Messaging,
  records: number,
  recordOf: (index: number) => OutgoingRecord,
): Promise<void> {
  let handedOver = 0;
  const publish = async (): Promise<void> => {
    while (handedOver < records) {
      const from = handedOver;
      handedOver = Math.min(records, from + RECORDS_PER_PUBLICATION);
      await publisher.publish(Array.from({ length: handedOver - from }, (_, index) => recordOf(from + index)));
    }
  };
  await Promise.all(Array.from({ length: PUBLICATIONS_AT_ONCE }, publish));
}
