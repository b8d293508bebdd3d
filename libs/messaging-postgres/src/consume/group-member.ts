import { randomUUID } from 'node:crypto';
import type { Log } from '@credit-ledger/kernel';
import {
  backoffMs,
  Limiter,
  OwnedPartition,
  WakeSignal,
  type Assignment,
  type RunningConsumer,
  type SqlSession,
  type Subscription,
  type TopicLag,
} from '@credit-ledger/messaging';
import { fetchBatches, type ReadPosition } from './fetch-batches.js';
import { Membership, type Progress } from './membership.js';
import { readLag } from './read-lag.js';

export type GroupMemberOptions = {
  readonly session: SqlSession;
  readonly subscription: Subscription;
  readonly logger: Log;
  readonly leaseMs: number;
  readonly pollMs: number;
  readonly partitionsAtOnceMax: number;
};

/** One process's part in a consumer group: keeps its leases alive, takes its fair share, reads and hands over batches. */
export class GroupMember implements RunningConsumer {
  /** Wakes the reader: records arrived, or a partition can take a batch again. */
  readonly news = new WakeSignal();
  private readonly stopped = new WakeSignal();
  private readonly membership: Membership;
  private readonly limiter: Limiter;
  private readonly owned = new Map<string, OwnedPartition>();
  private stopping = false;
  private hasLeft = false;
  private readAt = performance.now();
  private reading: Promise<void> = Promise.resolve();
  private keeping: Promise<void> = Promise.resolve();
  private givingBack: Promise<unknown> = Promise.resolve();

  constructor(private readonly options: GroupMemberOptions) {
    const { group, topics } = options.subscription;
    const { session, leaseMs } = options;
    this.membership = new Membership(session, { group, member: randomUUID(), topics, leaseMs });
    this.limiter = new Limiter(options.partitionsAtOnceMax);
  }

  async start(): Promise<void> {
    await this.membership.prepare();
    await this.balance();
    this.keeping = this.keepMembership();
    this.reading = this.read();
  }

  assignments(): readonly Assignment[] {
    return [...this.owned.values()].map(({ assignment }) => assignment);
  }

  async lag(): Promise<readonly TopicLag[]> {
    const { session, subscription } = this.options;
    const placed = [...this.owned.values()].filter(({ isPlaced }) => isPlaced);
    const records = await readLag(
      session,
      placed.map(({ assignment: { topic, partition }, progress }) => ({ topic, partition, nextOffset: progress })),
    );
    return subscription.topics.map((topic) => {
      const own = [...this.owned.values()].filter(({ assignment }) => assignment.topic === topic);
      const [oldestAt] = own.flatMap(({ oldestInHandAt }) => oldestInHandAt ?? []).sort();
      const stoppedPartitions = own.filter(({ isFailing }) => isFailing).length;
      return { topic, records: records.get(topic) ?? 0, stoppedPartitions, ...(oldestAt && { oldestAt }) };
    });
  }

  assertAlive(): void {
    const silentMs = performance.now() - this.readAt;
    if (this.owned.size === 0 || silentMs < SILENCE_MS_MAX) return;
    throw new Error(`nothing was read from the log for ${Math.round(silentMs / 1_000)} s`);
  }

  async stop(): Promise<void> {
    this.stopping = true;
    this.news.wake();
    await this.reading;
    // The leases are renewed until the last batch in hand is finished.
    await this.giveBack([...this.owned.values()]);
    this.hasLeft = true;
    this.stopped.wake();
    await Promise.all([this.keeping, this.givingBack]);
    // What a renewal acquired while we were stopping.
    await this.giveBack([...this.owned.values()]);
    await this.membership
      .leave()
      .catch((error: unknown) => this.warn(error, 'could not leave the group; the lease will expire'));
  }

  private async keepMembership(): Promise<void> {
    let failures = 0;
    while (!this.hasLeft) {
      const pause =
        failures === 0
          ? this.options.leaseMs / 3
          : backoffMs(failures, { firstMs: 50, maxMs: this.options.leaseMs / 3 });
      await this.stopped.wait(pause);
      if (this.hasLeft) return;
      try {
        await this.balance();
        failures = 0;
      } catch (error) {
        failures++;
        this.warn(error, 'could not renew the leases');
      }
    }
  }

  /** Renews, drops what was lost, gives back what exceeds the fair share and takes what is missing to it. */
  private async balance(): Promise<void> {
    const kept = new Set((await this.membership.renew(this.progress(this.owned.values()))).map(keyOf));
    for (const [key, partition] of this.owned) {
      if (kept.has(key)) continue;
      partition.lose();
      this.owned.delete(key);
    }
    if (this.stopping) return;
    for (const [topic, share] of await this.membership.fairShares()) {
      const ofTopic = [...this.owned.values()].filter((own) => own.assignment.topic === topic && !own.isLost);
      if (ofTopic.length > share) this.giveBackLater(ofTopic.slice(share));
      else if (ofTopic.length < share) this.adopt(await this.membership.acquire(topic, share - ofTopic.length));
    }
  }

  private adopt(assignments: readonly Assignment[]): void {
    for (const assignment of assignments) {
      const { subscription, logger } = this.options;
      const partition = new OwnedPartition(assignment, subscription, this.limiter, logger, () => this.news.wake());
      this.owned.set(keyOf(assignment), partition);
      partition.start();
    }
  }

  // Not awaited: a slow batch must not keep this member from renewing its other leases.
  private giveBackLater(partitions: readonly OwnedPartition[]): void {
    this.givingBack = Promise.all([this.givingBack, this.giveBack(partitions)]);
  }

  // Only once the batch in hand is finished: else the next owner would do the same work again, to be fenced by one of us.
  private async giveBack(partitions: readonly OwnedPartition[]): Promise<void> {
    for (const partition of partitions) partition.lose();
    await Promise.all(partitions.map((partition) => partition.settled()));
    for (const { assignment } of partitions) this.owned.delete(keyOf(assignment));
    await this.membership
      .release(this.progress(partitions))
      .catch((error: unknown) => this.warn(error, 'could not give partitions back; their leases will expire'));
  }

  private async read(): Promise<void> {
    let failures = 0;
    while (!this.stopping) {
      // Attempts count: a database that is away is nothing that another process would do better with.
      this.readAt = performance.now();
      try {
        await this.readOnce();
        failures = 0;
        await this.news.wait(this.options.pollMs);
      } catch (error) {
        failures++;
        this.warn(error, 'could not read from the log');
        await this.news.wait(backoffMs(failures, { firstMs: 50, maxMs: 5_000 }));
      }
    }
  }

  private async readOnce(): Promise<void> {
    const positions: ReadPosition[] = [];
    for (const partition of this.owned.values()) {
      const { nextOffset } = partition;
      const { topic, partition: number } = partition.assignment;
      if (nextOffset !== undefined) positions.push({ topic, partition: number, nextOffset });
    }
    if (positions.length === 0) return;
    const { session, subscription } = this.options;
    for (const { position, records } of await fetchBatches(session, positions, subscription.batchSizeMax)) {
      const partition = this.owned.get(keyOf(position));
      // While we read, the partition may have been lost, and even acquired anew at another position.
      if (partition?.nextOffset === position.nextOffset) partition.take(records);
    }
  }

  private progress(partitions: Iterable<OwnedPartition>): Progress[] {
    return [...partitions].map(({ assignment, progress }) => ({ assignment, nextOffset: progress }));
  }

  private warn(error: unknown, message: string): void {
    this.options.logger.warn({ err: error, group: this.options.subscription.group }, message);
  }
}

const keyOf = ({ topic, partition }: Pick<Assignment, 'topic' | 'partition'>): string => `${topic} ${partition}`;

const SILENCE_MS_MAX = 60_000;
