import { setTimeout as delay } from 'node:timers/promises';
import { WaitedTooLongError } from './wait-until.js';

const STALL_MS = 30_000;
const PAUSE_MS_FIRST = 2;
const PAUSE_MS_MAX = 100;

/** Waits as long as something moves: for work whose duration nobody knows, but whose standstill means a fault. */
export class Patience {
  private pauseMs = PAUSE_MS_FIRST;
  private movedAtMs = performance.now();
  private seen: number | undefined;

  constructor(
    private readonly what: string,
    private readonly signal: AbortSignal,
    private readonly stallMs = STALL_MS,
  ) {}

  /** @throws WaitedTooLongError when `progress` has been the same for too long. */
  async pause(progress: number): Promise<void> {
    if (progress !== this.seen) {
      this.seen = progress;
      this.moved();
    }
    const stoodMs = performance.now() - this.movedAtMs;
    if (stoodMs > this.stallMs) throw new WaitedTooLongError(`${this.what} (stands at ${progress})`, this.stallMs);
    await delay(this.pauseMs, undefined, { signal: this.signal });
    this.pauseMs = Math.min(PAUSE_MS_MAX, this.pauseMs * 2);
  }

  moved(): void {
    this.movedAtMs = performance.now();
    this.pauseMs = PAUSE_MS_FIRST;
  }
}
