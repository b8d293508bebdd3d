import { parseInstant, plusMs } from '@credit-ledger/kernel';
import { frozenClock } from '@credit-ledger/testing';
import { MovableClock } from './movable-clock.js';

const NOW = parseInstant('2026-11-21T09:30:00Z');
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

describe('a movable clock', () => {
  const begin = () => {
    const real = frozenClock(NOW);
    return { real, clock: new MovableClock(real) };
  };

  it('shows the real time until it is set', () => {
    expect(begin().clock.now()).toBe(NOW);
  });

  it('goes on from where it was set back to', () => {
    const { real, clock } = begin();
    clock.setTo(parseInstant('2026-09-10T08:00:00Z'));
    expect(clock.now()).toBe('2026-09-10T08:00:00.000Z');
    real.set(plusMs(NOW, MINUTE_MS));
    expect(clock.now()).toBe('2026-09-10T08:01:00.000Z');
  });

  it('returns to the real time when told to', () => {
    const { clock } = begin();
    clock.setTo(plusMs(NOW, -DAY_MS));
    clock.reset();
    expect(clock.now()).toBe(NOW);
  });

  it('returns by itself after ten minutes', () => {
    const { real, clock } = begin();
    clock.setTo(plusMs(NOW, -DAY_MS));
    real.set(plusMs(NOW, 10 * MINUTE_MS - 1));
    expect(clock.now()).toBe(plusMs(NOW, -DAY_MS + 10 * MINUTE_MS - 1));
    real.set(plusMs(NOW, 10 * MINUTE_MS));
    expect(clock.now()).toBe(plusMs(NOW, 10 * MINUTE_MS));
  });

  it.each([
    ['ahead', 1],
    ['further back than a year', -366 * DAY_MS - 1],
  ])('cannot be set %s', (_, aheadMs) => {
    const { clock } = begin();
    expect(() => clock.setTo(plusMs(NOW, aheadMs))).toThrow('now must lie within the last 366 days');
    expect(clock.now()).toBe(NOW);
  });
});
