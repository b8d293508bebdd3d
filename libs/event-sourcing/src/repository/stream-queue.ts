import type { StreamId } from '../stream.js';

/** Handles jobs of one stream together. It must not reject: telling the jobs of a failure is its own business. */
export type RunJobs<Job> = (stream: StreamId, jobs: readonly Job[]) => Promise<void>;

/**
 * One first-in-first-out queue per stream. Jobs that arrive while others of their stream are being handled wait, and are
 * then handled together. Streams do not wait for each other.
 */
export class StreamQueue<Job> {
  /** Jobs that wait, of every stream that is being drained. */
  private readonly waiting = new Map<StreamId, Job[]>();
  private onIdle: (() => void)[] = [];

  constructor(
    private readonly run: RunJobs<Job>,
    private readonly jobsPerRunMax: number,
  ) {}

  /** Takes the job's place in the queue before it returns, so that the order of calls is the order of handling. */
  push(stream: StreamId, job: Job): void {
    const queue = this.waiting.get(stream);
    if (queue !== undefined) {
      queue.push(job);
      return;
    }
    this.waiting.set(stream, [job]);
    void this.drain(stream);
  }

  /** Resolves when every job has been handled. */
  async idle(): Promise<void> {
    if (this.waiting.size > 0) await new Promise<void>((resolve) => this.onIdle.push(resolve));
  }

  private async drain(stream: StreamId): Promise<void> {
    // Whatever else is pushed in this turn belongs to the first run.
    await Promise.resolve();
    for (;;) {
      const jobs = this.waiting.get(stream)?.splice(0, this.jobsPerRunMax) ?? [];
      if (jobs.length === 0) break;
      await this.run(stream, jobs);
    }
    this.waiting.delete(stream);
    if (this.waiting.size > 0) return;
    for (const resolve of this.onIdle.splice(0)) resolve();
  }
}
