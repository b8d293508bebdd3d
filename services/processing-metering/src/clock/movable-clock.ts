import { epochMsOf, InvalidValueError, plusMs, type Clock, type Instant } from '@credit-ledger/kernel';

const HOUR_MS = 60 * 60 * 1_000;
const BACK_MAX_MS = 366 * 24 * HOUR_MS;
const LENT_MS = HOUR_MS / 6;

/**
 * A clock that can be set back, for demonstrations that need months with usage behind them. It goes on from where it was set,
 * and returns to the real time by itself after ten minutes: nobody is left in the past when a demonstration is interrupted.
 */
export class MovableClock implements Clock {
  private setBack: { readonly byMs: number; readonly until: Instant } | undefined;

  constructor(private readonly real: Clock) {}

  now(): Instant {
    const real = this.real.now();
    if (this.setBack === undefined) return real;
    if (real < this.setBack.until) return plusMs(real, -this.setBack.byMs);
    this.setBack = undefined;
    return real;
  }

  /** @throws InvalidValueError for a time that lies ahead, or further back than a year. */
  setTo(now: Instant): void {
    const real = this.real.now();
    const byMs = epochMsOf(real) - epochMsOf(now);
    if (byMs < 0 || byMs > BACK_MAX_MS) throw new InvalidValueError('now', 'must lie within the last 366 days');
    this.setBack = { byMs, until: plusMs(real, LENT_MS) };
  }

  /** Back to the real time. */
  reset(): void {
    this.setBack = undefined;
  }
}
