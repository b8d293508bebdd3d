import { setTimeout as delay } from 'node:timers/promises';
import type { OutgoingRecord } from '@credit-ledger/messaging';
import { Latencies } from '../load/latencies.js';
import type { UsageBench } from './usage-bench.js';
import type { UsageRecords } from './usage-records.js';

const TICK_MS = 5;
const LOOK_EVERY_MS = 4;
const WATCHED_MAX = 25;

export type FixedRate = {
  readonly photosPerSecond: number;
  /** Asked at every tick; once true, nothing more is sent. */
  readonly isOver: (elapsedMs: number) => boolean;
  /** Of how many organisations the balance is looked at. */
  readonly watchedMax?: number;
};

/**
 * Publishes photos at a fixed rate, and answers how long each took from the moment it was due until the balance of its
 * organisation showed it. Due, not sent: when something stands still, every photo that should have been sent meanwhile counts
 * the time it lost. Of many organisations a few are watched, evenly spread.
 */
export async function measureAtFixedRate(
  bench: UsageBench,
  organisations: readonly UsageRecords[],
  { photosPerSecond, isOver, watchedMax = WATCHED_MAX }: FixedRate,
): Promise<Latencies> {
  const watched = watchedOf(organisations, watchedMax);
  const watch = await Watch.begin(bench, watched);
  const startedAt = performance.now();
  const publications: Promise<void>[] = [];
  for (let [sent, elapsedMs] = [0, 0]; !isOver(elapsedMs); elapsedMs = performance.now() - startedAt) {
    const due = Math.floor((elapsedMs / 1_000) * photosPerSecond);
    const records: OutgoingRecord[] = [];
    for (; sent < due; sent++) {
      const organisation = organisations[sent % organisations.length] as UsageRecords;
      records.push(organisation.record(bench.nextPhoto()));
      watch.due(organisation.organisationId, startedAt + (sent / photosPerSecond) * 1_000);
    }
    bench.expect(records.length);
    if (records.length > 0) publications.push(bench.messaging.publisher.publish(records));
    await delay(TICK_MS);
  }
  await Promise.all(publications);
  return watch.end();
}

function watchedOf(organisations: readonly UsageRecords[], watchedMax: number): readonly string[] {
  const step = Math.max(1, Math.floor(organisations.length / watchedMax));
  return organisations.filter((_, index) => index % step === 0).map(({ organisationId }) => organisationId);
}

/** Looks at balances all the time. Photos of an organisation are charged in the order of publication, so counting is enough. */
class Watch {
  private readonly latencies = new Latencies();
  private readonly waiting: ReadonlyMap<string, number[]>;
  private ending = false;
  private looking: Promise<void> = Promise.resolve();

  private constructor(
    private readonly bench: UsageBench,
    private readonly watched: readonly string[],
    private readonly balances: Map<string, number>,
  ) {
    this.waiting = new Map(watched.map((organisationId) => [organisationId, []]));
  }

  static async begin(bench: UsageBench, watched: readonly string[]): Promise<Watch> {
    const watch = new Watch(bench, watched, new Map(await bench.balances.each(watched)));
    watch.looking = watch.look();
    return watch;
  }

  due(organisationId: string, dueAt: number): void {
    this.waiting.get(organisationId)?.push(dueAt);
  }

  /** Resolves when every photo of the watched organisations is charged. */
  async end(): Promise<Latencies> {
    await this.bench.settle();
    this.ending = true;
    await this.looking;
    return this.latencies;
  }

  private async look(): Promise<void> {
    while (!this.ending) {
      const balances = await this.bench.balances.each(this.watched);
      const seenAt = performance.now();
      for (const [organisationId, balance] of balances) {
        const charged = (this.balances.get(organisationId) ?? balance) - balance;
        const dueTimes = this.waiting.get(organisationId)?.splice(0, charged) ?? [];
        for (const dueAt of dueTimes) this.latencies.record(seenAt - dueAt);
        this.balances.set(organisationId, balance);
      }
      await delay(LOOK_EVERY_MS);
    }
  }
}
