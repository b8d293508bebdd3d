import type { SpoolBatch } from '../spool/segment.js';
import type { Spool } from '../spool/spool.js';
import type { SpooledReport } from '../spool/spooled-report.js';
import { Nap } from './nap.js';
import { retryDelayMs } from './retry-delay.js';
import type { Refusal, UsageTransport } from './usage-transport.js';

export type SenderOptions = {
  readonly spool: Spool;
  readonly transport: UsageTransport;
  readonly batch: { readonly reportsMax: number; readonly bytesMax: number; readonly lingerMs: number };
  /** Keeps what was refused for good. Until it resolves the report stays in the spool. */
  readonly keepRefused: (refusals: readonly Refusal[]) => Promise<void>;
  readonly onSent: (batch: { readonly reports: number; readonly tookMs: number }) => void;
  readonly onRetry: (retry: { readonly attempt: number; readonly delayMs: number; readonly error: unknown }) => void;
};

/**
 * Empties the spool, one batch after the other: that is what keeps the order, and one batch of a thousand at a time is more
 * than a database takes. A batch that fails is sent again until it succeeds, whatever the reason: only an answer of the
 * receiver takes a report out of the spool.
 */
export class Sender {
  /** The oldest report in hand. */
  oldest: SpooledReport | undefined;
  /** What the last try failed with; undefined after one that succeeded. */
  lastError: unknown;
  private readonly news = new Nap();
  private readonly rest = new Nap();
  private readonly stopping = new AbortController();
  private readonly running: Promise<void>;
  private readonly flushes = new Set<{ readonly upTo: number; readonly done: () => void }>();

  constructor(private readonly options: SenderOptions) {
    this.running = this.run();
  }

  /** There is something new in the spool. */
  wake(): void {
    this.news.wake();
  }

  /** Resolves once everything that is in the spool now has been sent, or refused for good; or when sending is stopped. */
  async flush(): Promise<void> {
    const upTo = this.options.spool.appendedBytes;
    if (this.options.spool.acknowledgedBytes >= upTo || this.isStopped) return;
    await new Promise<void>((done) => {
      this.flushes.add({ upTo, done });
      this.news.wake();
    });
  }

  /** What is under way is broken off; it is still in the spool. */
  async stop(): Promise<void> {
    this.stopping.abort();
    this.news.wake();
    this.rest.wake();
    await this.running;
  }

  private get isStopped(): boolean {
    return this.stopping.signal.aborted;
  }

  private async run(): Promise<void> {
    const { spool, batch } = this.options;
    while (!this.isStopped) {
      if (spool.unsentBytes === 0) await this.news.take();
      // Not worth a round trip yet: more may come within moments.
      else if (spool.unsentReports < batch.reportsMax && this.flushes.size === 0) await this.linger();
      if (!this.isStopped && spool.unsentBytes > 0) await this.sendNext();
    }
    for (const { done } of this.flushes) done();
  }

  // Every report that comes is news; only a flush and a full batch end the waiting early.
  private async linger(): Promise<void> {
    const { spool, batch } = this.options;
    const until = performance.now() + batch.lingerMs;
    for (let left = batch.lingerMs; left > 0; left = until - performance.now()) {
      await this.news.take(left);
      if (this.isStopped || this.flushes.size > 0 || spool.unsentReports >= batch.reportsMax) return;
    }
  }

  private async sendNext(): Promise<void> {
    for (let attempt = 1; !this.isStopped; attempt += 1) {
      try {
        const batch = await this.options.spool.next(this.options.batch);
        if (batch !== undefined) await this.send(batch);
        this.endFlushes();
        return;
      } catch (error) {
        if (this.isStopped) return;
        this.lastError = error;
        const delayMs = retryDelayMs(attempt, error);
        this.options.onRetry({ attempt, delayMs, error });
        await this.rest.take(delayMs);
      }
    }
  }

  private async send(batch: SpoolBatch): Promise<void> {
    const { spool, transport, keepRefused, onSent } = this.options;
    this.oldest = batch.reports[0];
    const startedMs = performance.now();
    const refusals = await transport.send(batch.reports, this.stopping.signal);
    if (refusals.length > 0) await keepRefused(refusals);
    await spool.acknowledge(batch);
    this.oldest = undefined;
    this.lastError = undefined;
    onSent({ reports: batch.reports.length - refusals.length, tookMs: performance.now() - startedMs });
  }

  private endFlushes(): void {
    for (const flush of this.flushes) {
      if (this.options.spool.acknowledgedBytes < flush.upTo) continue;
      this.flushes.delete(flush);
      flush.done();
    }
  }
}
