import { setTimeout as delay } from 'node:timers/promises';
import type { Instance, ServiceName } from '@credit-ledger/standalone';
import type { BenchContext } from '../bench-context.js';
import type { AimedAt, Result } from '../result.js';
import { publishAtFullSpeed } from '../usage/full-speed.js';
import type { UsageBench } from '../usage/usage-bench.js';
import { UsageRecords } from '../usage/usage-records.js';
import { liveHeapMib, restartMeasurable } from './live-heap.js';
import { residentMib } from './resident-memory.js';

const GROWTH = 10;
const SAMPLE_EVERY_MS = 200;
const LIVE_EVERY_MS = 500;
const LIVE_ASKED = 10;
// In twentieths of the history.
const WINDOW = 3;
// Noise of the collector; what grows with history would be far above it.
const FLAT: readonly AimedAt[] = [{ figure: 'value', aim: { atMost: 1.25 } }];

type PerService = ReadonlyMap<ServiceName, number>;

/**
 * Memory of every service while its history grows tenfold, in three figures. What a process _holds on to_, after a collection:
 * what leaks shows there. What is _resident_ at most under load, early and late in the life of one process that did the same
 * work in both windows; wide ones, because a collector that has no reason to hurry leaves more or less lying about. And what is
 * resident in a process that begins on the whole history: it reads every account from a snapshot and the events behind it.
 */
export async function benchMemory(bench: UsageBench, { progress, pick }: BenchContext): Promise<readonly Result[]> {
  const { instance } = bench;
  const organisations = bench.organisationIds.map((organisationId) => new UsageRecords(organisationId));
  const tenth = pick(60_000, 10_000);
  let done = 0;
  const work = async (times: number): Promise<void> => {
    for (let time = 0; time < times; time++) {
      await publishAtFullSpeed(bench, organisations, tenth / 2);
      progress.update(++done);
    }
  };
  progress.begin(`memory while a history of ${tenth.toLocaleString('en')} photos grows tenfold`, 2 * GROWTH + WINDOW);
  await restartAllMeasurable(instance);
  await work(1);
  const peakEarly = await peakDuring(instance, () => work(WINDOW));
  const liveEarly = await liveHeaps(bench);
  await work(2 * GROWTH - 1 - 2 * WINDOW);
  const peakLate = await peakDuring(instance, () => work(WINDOW));
  const liveLate = await liveHeaps(bench);
  await restartAllMeasurable(instance);
  const peakRestarted = await peakDuring(instance, () => work(WINDOW));
  progress.end();
  return instance.services.flatMap((service) => [
    growthOf(`memory that ${service} holds on to while its history grew fivefold`, service, liveEarly, liveLate, FLAT),
    growthOf(`resident memory of ${service} while its history grew tenfold`, service, peakEarly, peakLate, FLAT),
    growthOf(`resident memory of ${service}, begun on ten times the history`, service, peakEarly, peakRestarted, []),
  ]);
}

function growthOf(
  what: string,
  service: ServiceName,
  early: PerService,
  late: PerService,
  aims: readonly AimedAt[],
): Result {
  const [before, after] = [early.get(service) ?? Number.NaN, late.get(service) ?? Number.NaN];
  const note = `${Math.round(before)} → ${Math.round(after)} MiB`;
  return { benchmark: 'memory', what, value: after / before, unit: 'times', aims, note };
}

const restartAllMeasurable = (instance: Instance): Promise<unknown> =>
  Promise.all(instance.services.map((service) => restartMeasurable(instance, service)));

/** The lowest of several figures, because the balances are right before everybody has heard of them: what is in hand passes. */
async function liveHeaps({ instance }: UsageBench): Promise<PerService> {
  const live = new Map<ServiceName, number>();
  for (let asked = 0; asked < LIVE_ASKED; asked++) {
    await delay(LIVE_EVERY_MS);
    for (const service of instance.services) {
      const now = await liveHeapMib(instance, service);
      live.set(service, Math.min(now, live.get(service) ?? now));
    }
  }
  return live;
}

async function peakDuring(instance: Instance, work: () => Promise<unknown>): Promise<PerService> {
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
