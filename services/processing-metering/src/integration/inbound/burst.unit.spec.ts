import { beforeEach, describe, expect, it } from '@jest/globals';
import { Burst } from './burst.js';

describe('a burst of one organisation’s usage', () => {
  let burst: Burst;
  beforeEach(() => {
    burst = new Burst();
  });
  /** Something is deferred every 100 ms, from the first to the last. */
  const defer = (fromMs: number, toMs: number): void => {
    for (let nowMs = fromMs; nowMs <= toMs; nowMs += 100) burst.noteDeferred(['flood'], nowMs);
  };

  it('may hold up somebody until it is known who is behind it', () => {
    defer(0, 500);
    expect([400, 499].map((nowMs) => burst.holdsUpOthers(nowMs))).toEqual([true, true]);
    expect(burst.holdsUpOthers(500)).toBe(false);
  });

  it('holds up whoever sent something in the last two seconds', () => {
    burst.noteCounted(['quiet'], 0);
    defer(100, 2_000);
    expect([1_000, 1_999].map((nowMs) => burst.holdsUpOthers(nowMs))).toEqual([true, true]);
    expect(burst.holdsUpOthers(2_000)).toBe(false);
    burst.noteCounted(['quiet'], 2_050);
    expect(burst.holdsUpOthers(2_060)).toBe(true);
  });

  it('does not hold up its sender, whose smaller batches are counted at once', () => {
    burst.noteCounted(['flood'], 0);
    defer(100, 1_000);
    burst.noteCounted(['flood'], 1_000);
    expect(burst.holdsUpOthers(1_000)).toBe(false);
    burst.noteCounted(['flood', 'quiet'], 1_050);
    expect(burst.holdsUpOthers(1_050)).toBe(true);
  });

  it('is over when nothing was deferred for a quarter of a second', () => {
    burst.noteCounted(['quiet'], 900);
    defer(0, 1_000);
    expect(burst.holdsUpOthers(1_249)).toBe(true);
    expect(burst.holdsUpOthers(1_250)).toBe(false);
  });

  it('has its own senders and its own end, which is five seconds after its beginning', () => {
    defer(0, 1_000);
    expect(burst.endMs).toBe(5_000);
    burst.noteDeferred(['other flood'], 1_300);
    expect(burst.endMs).toBe(6_300);
    burst.noteCounted(['flood'], 1_400);
    burst.noteDeferred(['other flood'], 1_500);
    burst.noteDeferred(['other flood'], 1_700);
    expect(burst.holdsUpOthers(1_900)).toBe(true);
  });
});
