import type { BenchContext } from '../bench-context.js';
import { waitUntilReached } from '../instance/wait-until.js';
import type { Result } from '../result.js';
import { measureAtFixedRate } from './fixed-rate.js';
import type { UsageBench } from './usage-bench.js';
import { UsageRecords } from './usage-records.js';

const QUIET = 100;
const RECORDS_PER_PUBLICATION = 500;

/**
 * One organisation publishes very many photos at once, while a hundred others publish one each every second: how long these
 * wait for theirs to show, for as long as the many are on their way.
 */
export async function benchFairness(bench: UsageBench, { progress, pick }: BenchContext): Promise<readonly Result[]> {
  const photos = pick(100_000, 20_000);
  const [hot, ...quiet] = bench.organisationIds.slice(0, QUIET + 1).map((id) => new UsageRecords(id));
  if (hot === undefined) throw new Error('the bench has organisations');
  progress.begin('warming up', 1);
  await publishAtOnce(bench, hot, photos / 5, () => undefined);
  await bench.settle();
  progress.end();
  progress.begin(`usage of ${QUIET} quiet organisations beside one with ${photos.toLocaleString('en')} photos`, photos);
  let hotSeconds: number | undefined;
  const flood = publishAtOnce(bench, hot, photos, (visible) => progress.update(visible));
  const over = flood.then((seconds) => (hotSeconds = seconds));
  const latencies = await measureAtFixedRate(bench, quiet, {
    photosPerSecond: QUIET,
    isOver: () => hotSeconds !== undefined,
    watchedMax: QUIET,
  });
  await over;
  progress.end();
  return [
    {
      benchmark: 'fairness',
      what: `usage of ${QUIET} quiet organisations, one photo a second each, beside one with ${photos.toLocaleString('en')} at once, published → visible`,
      value: latencies.count,
      unit: 'photos',
      ...latencies.summary,
      aims: [{ figure: 'p99Ms', aim: { atMost: 1_000 } }],
      note: `the many took ${hotSeconds?.toFixed(1)} s`,
    },
  ];
}

/** Nothing holds the publisher back. Answers after how many seconds the balance showed all. */
async function publishAtOnce(
  bench: UsageBench,
  hot: UsageRecords,
  photos: number,
  onProgress: (visible: number) => void,
): Promise<number> {
  const balance = async () => (await bench.balances.each([hot.organisationId])).get(hot.organisationId) ?? 0;
  const before = await balance();
  const startedAt = performance.now();
  bench.expect(photos);
  const publications: Promise<void>[] = [];
  for (let sent = 0; sent < photos; sent += RECORDS_PER_PUBLICATION) {
    const count = Math.min(RECORDS_PER_PUBLICATION, photos - sent);
    publications.push(
      bench.messaging.publisher.publish(Array.from({ length: count }, () => hot.record(bench.nextPhoto()))),
    );
    // The quiet ones publish from the same thread.
    await new Promise(setImmediate);
  }
  await Promise.all(publications);
  const endedAt = await waitUntilReached('the many', photos, async () => before - (await balance()), onProgress);
  return (endedAt - startedAt) / 1_000;
}
