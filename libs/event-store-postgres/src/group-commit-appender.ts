import type { Pool } from 'pg';
import { noMetrics, type Histogram, type Metrics } from '@credit-ledger/kernel';
import type { AppendResult, StreamAppend, StreamId } from '@credit-ledger/event-sourcing';
import { commitAppends, type Settled } from './commit-appends.js';

/** Bounds one statement, and with it what a caller waits for behind others. A larger append goes alone. */
const EVENTS_PER_STATEMENT_MAX = 1_000;

/**
 * From twice as many on, idle lanes share what waits: else all callers would wait for one statement, and then the server for
 * all of them. Below, a statement more costs more than it gains.
 */
const APPENDS_WORTH_A_STATEMENT = 64;

type Pending = {
  readonly append: StreamAppend;
  readonly resolve: (result: AppendResult) => void;
  readonly reject: (error: Error) => void;
};

/**
 * While statements commit, whatever arrives queues up and becomes the next one: many callers share a commit, and a lone one
 * waits for nobody. No timer.
 *
 * @param lanes how many statements may be under way at once; the pool needs as many connections.
 */
export class GroupCommitAppender {
  private readonly batchSizes: Histogram<never>;
  private readonly durations: Histogram<never>;
  private readonly queue: Pending[] = [];
  private readonly lanes = new Set<Promise<void>>();
  private lanesOpen = 0;
  private committing = 0;
  // Of one stream one append at a time, because the next one expects what it leaves behind.
  private readonly busyStreams = new Set<StreamId>();

  constructor(
    private readonly pool: Pool,
    private readonly lanesMax: number,
    private readonly onAppended: () => void,
    metrics: Metrics = noMetrics,
  ) {
    this.batchSizes = metrics.histogram({
      name: 'appender_statement_events',
      help: 'Events of the appends that one statement commits.',
      labels: [],
      buckets: [1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000],
    });
    this.durations = metrics.histogram({
      name: 'appender_statement_duration_seconds',
      help: 'Until the appends of one statement were settled, retries included.',
      labels: [],
      buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5],
    });
  }

  append(append: StreamAppend): Promise<AppendResult> {
    return new Promise((resolve, reject) => {
      this.queue.push({ append, resolve, reject });
      this.openLane();
    });
  }

  /** Resolves when nothing is under way any more. */
  async idle(): Promise<void> {
    while (this.lanes.size > 0) await Promise.all(this.lanes);
  }

  private openLane(): void {
    if (this.lanesOpen >= this.lanesMax) return;
    this.lanesOpen += 1;
    const lane = this.drain().finally(() => this.lanes.delete(lane));
    this.lanes.add(lane);
  }

  private async drain(): Promise<void> {
    // Lets everything that was started in the same turn take part in the first statement.
    await Promise.resolve();
    for (let batch = this.takeBatch(); batch.length > 0; batch = this.takeBatch()) {
      this.committing += 1;
      if (this.queue.length > 0) this.openLane();
      const settled = await this.commit(batch.map(({ append }) => append));
      this.committing -= 1;
      if (settled.some(({ outcome }) => outcome === 'appended')) this.onAppended();
      batch.forEach((pending, index) => this.settle(pending, settled[index]));
    }
    // In the same step as the look at the empty queue: what arrives from now on has to open a lane of its own.
    this.lanesOpen -= 1;
  }

  private async commit(appends: readonly StreamAppend[]): Promise<readonly Settled[]> {
    const begunAt = performance.now();
    const settled = await commitAppends(this.pool, appends);
    this.durations.observe({}, (performance.now() - begunAt) / 1_000);
    this.batchSizes.observe(
      {},
      appends.reduce((sum, { events }) => sum + events.length, 0),
    );
    return settled;
  }

  /** The oldest appends, up to one that finds no room; those of busy streams keep their place. */
  private takeBatch(): readonly Pending[] {
    const batch: Pending[] = [];
    const waiting: Pending[] = [];
    const share = this.share();
    let events = 0;
    let seen = 0;
    for (const pending of this.queue) {
      const { stream, events: more } = pending.append;
      if (batch.length === share || (batch.length > 0 && events + more.length > EVENTS_PER_STATEMENT_MAX)) break;
      seen += 1;
      if (this.busyStreams.has(stream)) {
        waiting.push(pending);
        continue;
      }
      batch.push(pending);
      this.busyStreams.add(stream);
      events += more.length;
    }
    this.queue.splice(0, seen, ...waiting);
    return batch;
  }

  /** How many appends the lane that asks may take. */
  private share(): number {
    const idleLanes = this.lanesMax - this.committing;
    return Math.max(APPENDS_WORTH_A_STATEMENT, Math.ceil(this.queue.length / idleLanes));
  }

  private settle({ append, resolve, reject }: Pending, settled: Settled | undefined): void {
    this.busyStreams.delete(append.stream);
    if (settled === undefined) reject(new Error(`the append to ${append.stream} was given no result`));
    else if (settled.outcome === 'rejected') reject(settled.error);
    else resolve(settled);
  }
}
