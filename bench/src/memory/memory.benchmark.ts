import { setTimeout as delay } from 'node:timers/promises';
import type { ServiceName } from '@credit-ledger/standalone';
import type { BenchContext } from '../bench-context.js';
import type { Result } from '../result.js';
import { publishAtFullSpeed } from '../usage/full-speed.js';
import type { UsageBench } from '../usage/usage-bench.js';
import { UsageRecords } from '../usage/usage-records.js';
import { liveHeapMib, restartMeasurable } from './live-heap.js';
import { residentMib } from './resident-memory.js';

const GROWTH = 10;
const SAMPLE_EVERY_MS = 200;
const LIVE_EVERY_MS = 500;
const LIVE_ASKED = 10;
// Noise of a garbage collector that has no reason to hurry; what grows with history would be far above it.
const FLAT_FACTOR = 1.25;

type PerService = ReadonlyMap<ServiceName, number>;

/**
 * Memory of every service while its history grows tenfold, in two figures. What a process _holds on to_, after a collection,
 * in the first tenth of its work and, in the same process, after all of it: what leaks shows there. And what is _resident_
 * under load in a process that began on a tenth of the history, and in one that began on nine tenths of it and did the same
 * work: V8 collects the more lazily the longer a process lives, so only processes of one age say something about history.
 */
export async function benchMemory(bench: UsageBench, { progress, pick }: BenchContext): Promise<readonly Result[]> {
  const organisations = bench.organisationIds.map((organisationId) => new UsageRecords(organisationId));
  const tenth = pick(60_000, 10_000);
  const work = () => publishAtFullSpeed(bench, organisations, tenth / 2);
  progress.begin(`memory while a history of ${tenth.toLocaleString('en')} photos grows tenfold`, 2 * GROWTH);
  const peakEarly = await peakOfFresh(bench, work);
  const liveEarly = await liveHeaps(bench);
  for (let half = 2; half < 2 * (GROWTH - 1); half++) {
    progress.update(half);
    await work();
  }
  const liveLate = await liveHeaps(bench);
  const peakLate = await peakOfFresh(bench, work);
  progress.end();
  return bench.instance.services.flatMap((service) => [
    growthOf(`memory that ${service} holds on to, after ${GROWTH - 1} times the work`, service, liveEarly, liveLate),
    growthOf(`resident memory of ${service} on ${GROWTH} times the history`, service, peakEarly, peakLate),
  ]);
}

function growthOf(what: string, service: ServiceName, early: PerService, late: PerService): Result {
  const [before, after] = [early.get(service) ?? Number.NaN, late.get(service) ?? Number.NaN];
  return {
    benchmark: 'memory',
    what,
    value: after / before,
    unit: 'times',
    aims: [{ figure: 'value', aim: { atMost: FLAT_FACTOR } }],
    note: `${Math.round(before)} → ${Math.round(after)} MiB`,
  };
}

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

/** The peak in new processes while they do the work for the second time: the first time warms them. */
async function peakOfFresh(bench: UsageBench, work: () => Promise<unknown>): Promise<PerService> {
  const { instance } = bench;
  await Promise.all(instance.services.map((service) => restartMeasurable(instance, service)));
  await work();
  return peakDuring(bench, work);
}

async function peakDuring(bench: UsageBench, work: () => Promise<unknown>): Promise<PerService> {
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
