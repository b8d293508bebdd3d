import type { BenchContext } from '../bench-context.js';
import type { Result } from '../result.js';
import { measureMessages } from '../usage/messages.benchmark.js';
import { ORGANISATIONS, type UsageBench } from '../usage/usage-bench.js';
import { UsageRecords } from '../usage/usage-records.js';
import { measureRawRate } from './raw-rate.js';
import type { BenchKafka } from './with-kafka.js';

const RAW_TOPIC = 'bench.raw.v1';

/** Usage messages over Kafka, beside what the broker does with the same messages when nobody does anything with them. */
export async function benchKafka(
  bench: UsageBench,
  kafka: BenchKafka,
  context: BenchContext,
): Promise<readonly Result[]> {
  const all = bench.organisationIds.map((organisationId) => new UsageRecords(organisationId));
  const raw = await measureRaw(bench, kafka, context, all);
  const rows = [
    await measureMessages(bench, context, `over ${ORGANISATIONS} organisations`, all),
    await measureMessages(bench, context, 'of one organisation', all.slice(0, 1)),
  ];
  return [
    raw,
    ...rows.map((row): Result => ({
      ...row,
      benchmark: 'kafka',
      what: `Kafka: ${row.what}`,
      ofCeiling: row.value / raw.value,
      aims: [{ figure: 'ofCeiling', aim: { atLeast: 0.3 } }, ...(row.aims ?? [])],
    })),
  ];
}

async function measureRaw(
  { messaging }: UsageBench,
  { brokers, namespace }: BenchKafka,
  { progress, pick }: BenchContext,
  organisations: readonly UsageRecords[],
): Promise<Result> {
  await messaging.ensureTopics([RAW_TOPIC]);
  const records = pick(200_000, 30_000);
  progress.begin('the broker by itself', 1);
  const { through, fetched } = await measureRawRate(
    messaging,
    { brokers, topic: `${namespace}.${RAW_TOPIC}` },
    records,
    (index) => ({
      ...(organisations[index % organisations.length] as UsageRecords).record(index),
      topic: RAW_TOPIC,
    }),
  );
  progress.end();
  return {
    benchmark: 'kafka',
    what: 'ceiling of: Kafka, the same messages published, and discarded by a bare kafkajs consumer at the same time',
    value: through,
    unit: 'photos/s',
    note: `${Math.round(fetched).toLocaleString('en')} messages/s when they are all there already`,
  };
}
