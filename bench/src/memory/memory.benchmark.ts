import type { ServiceName } from '@credit-ledger/standalone';
import type { BenchContext } from '../bench-context.js';
import type { Result } from '../result.js';
import { publishAtFullSpeed } from '../usage/full-speed.js';
import type { UsageBench } from '../usage/usage-bench.js';
import { UsageRecords } from '../usage/usage-records.js';
import { residentMib } from './resident-memory.js';

const GROWTH = 10;
const SAMPLE_EVERY_MS = 200;
// Noise of a garbage collector that has no reason to hurry; what grows with history would be far above it.
const FLAT_FACTOR = 1.25;

/**
 * Resident memory of every service of a fresh instance while its history grows tenfold. Both figures are peaks during the same
 * piece of work: the second half of the first tenth, when processes are warm, and the second half of the last.
 */
export async function benchMemory(bench: UsageBench, { progress, pick }: BenchContext): Promise<readonly Result[]> {
  const { instance } = bench;
  const organisations = bench.organisationIds.map((organisationId) => new UsageRecords(organisationId));
  const tenth = pick(60_000, 10_000);
  const work = () => publishAtFullSpeed(bench, organisations, tenth / 2);
  progress.begin(`memory while a history of ${tenth.toLocaleString('en')} photos grows tenfold`, 2 * GROWTH);
  await work();
  const early = await peakDuring(bench, work);
  for (let half = 3; half < 2 * GROWTH; half++) {
    progress.update(half);
    await work();
  }
  const late = await peakDuring(bench, work);
  progress.end();
  return instance.services.map((service) => {
    const [before, after] = [early.get(service) ?? Number.NaN, late.get(service) ?? Number.NaN];
    return {
      benchmark: 'memory',
      what: `memory of ${service} after ${GROWTH} times the history`,
      value: after / before,
      unit: 'times',
      aims: [{ figure: 'value', aim: { atMost: FLAT_FACTOR } }],
      note: `${Math.round(before)} → ${Math.round(after)} MiB`,
    };
  });
}

async function peakDuring(bench: UsageBench, work: () => Promise<unknown>): Promise<ReadonlyMap<ServiceName, number>> {
  const { instance } = bench;
  const peaks = new Map<ServiceName, number>();
  const sample = (): void => {
    for (const service of instance.services) {
      const now = residentMib(instance.process(service).pid);
      peaks.set(service, Math.max(now, peaks.get(service) ?? 0));
    }
  };
  const timer = setInterval(sample, SAMPLE_EVERY_MS);
  try {
    await work();
  } finally {
    clearInterval(timer);
  }
  sample();
  return peaks;
}
