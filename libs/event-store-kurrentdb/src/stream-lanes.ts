import type { StreamId } from '@credit-ledger/event-sourcing';

/**
 * Lets work of one stream run in the order it came, one at a time, and of all streams only so much at once: a server with
 * many calls under way is slower for each, and one connection has only so many.
 */
export class StreamLanes {
  private readonly tails = new Map<StreamId, Promise<unknown>>();
  private readonly waiting: (() => void)[] = [];
  private running = 0;

  constructor(private readonly atOnceMax: number) {}

  run<T>(stream: StreamId, work: () => Promise<T>): Promise<T> {
    const before = this.tails.get(stream) ?? Promise.resolve();
    const result = before.then(() => this.whenFree(work));
    const tail = result
      .catch(() => undefined)
      .then(() => {
        if (this.tails.get(stream) === tail) this.tails.delete(stream);
      });
    this.tails.set(stream, tail);
    return result;
  }

  /** Resolves when nothing is under way any more. */
  async idle(): Promise<void> {
    while (this.tails.size > 0) await Promise.all(this.tails.values());
  }

  private async whenFree<T>(work: () => Promise<T>): Promise<T> {
    if (this.running === this.atOnceMax) await new Promise<void>((resolve) => this.waiting.push(resolve));
    else this.running += 1;
    try {
      return await work();
    } finally {
      // The place goes to who waits longest, without being free in between.
      const next = this.waiting.shift();
      if (next === undefined) this.running -= 1;
      else next();
    }
  }
}
