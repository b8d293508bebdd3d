import { setTimeout as delay } from 'node:timers/promises';
import type { UsageBench } from './usage-bench.js';
import type { UsageRecords } from './usage-records.js';

const RECORDS_PER_PUBLICATION = 500;
const PUBLICATIONS_AT_ONCE = 4;
// Enough to keep every stage busy; beyond that the publisher waits, as one that watches its lag does.
const IN_FLIGHT_MAX = 30_000;

/**
 * Publishes so many photos, one message each and turn by turn for each organisation, as fast as they are taken, and answers
 * photos per second from the first publication until the balances show the last.
 */
export async function publishAtFullSpeed(
  bench: UsageBench,
  organisations: readonly UsageRecords[],
  photos: number,
  onProgress: (visible: number) => void = () => undefined,
): Promise<number> {
  const { publisher } = bench.messaging;
  const before = bench.expected;
  const startedAt = performance.now();
  let handedOver = 0;
  const publishing = Array.from({ length: PUBLICATIONS_AT_ONCE }, async () => {
    while (handedOver < photos) {
      const visible = (await bench.visible()) - before;
      if (handedOver - visible > IN_FLIGHT_MAX) {
        await delay(10);
        continue;
      }
      const count = Math.min(RECORDS_PER_PUBLICATION, photos - handedOver);
      const from = handedOver;
      handedOver += count;
      bench.expect(count);
      await publisher.publish(
        Array.from({ length: count }, (_, index) =>
          (organisations[(from + index) % organisations.length] as UsageRecords).record(bench.nextPhoto()),
        ),
      );
    }
  });
  await Promise.all(publishing);
  const endedAt = await bench.settle((visible) => onProgress(visible - before));
  return photos / ((endedAt - startedAt) / 1_000);
}
