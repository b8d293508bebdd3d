import type { BenchContext } from '../bench-context.js';
import type { Result } from '../result.js';
import { measureAtFixedRate } from './fixed-rate.js';
import { publishAtFullSpeed } from './full-speed.js';
import { ORGANISATIONS, type UsageBench } from './usage-bench.js';
import { UsageRecords } from './usage-records.js';

/** Usage messages over the log of PostgreSQL. */
export async function benchMessages(bench: UsageBench, context: BenchContext): Promise<readonly Result[]> {
  const all = bench.organisationIds.map((organisationId) => new UsageRecords(organisationId));
  return [
    await measureMessages(bench, context, `over ${ORGANISATIONS} organisations`, all),
    await measureMessages(bench, context, 'of one organisation', all.slice(0, 1)),
  ];
}

/** Usage messages with one photo each, published until visible in the balance: the rate, and the delay at half of it. */
export async function measureMessages(
  bench: UsageBench,
  { progress, pick }: BenchContext,
  whose: string,
  organisations: readonly UsageRecords[],
): Promise<Result> {
  const photos = pick(200_000, 30_000);
  await publishAtFullSpeed(bench, organisations, pick(20_000, 5_000));
  progress.begin(`usage messages ${whose}, as fast as possible`, photos);
  const rate = await publishAtFullSpeed(bench, organisations, photos, (visible) => progress.update(visible));
  progress.end();
  progress.begin(`usage messages ${whose}, at half that rate`, 1);
  const durationMs = pick(15_000, 4_000);
  const latencies = await measureAtFixedRate(bench, organisations, {
    photosPerSecond: rate / 2,
    isOver: (elapsedMs) => elapsedMs >= durationMs,
  });
  progress.end();
  return {
    benchmark: 'messages',
    what: `usage messages ${whose}, published → visible in the balance`,
    value: rate,
    unit: 'photos/s',
    ...latencies.summary,
    aims: [{ figure: 'value', aim: { atLeast: 10_000 } }],
    note: 'delays at half the rate',
  };
}
