import { describe, expect, it } from '@jest/globals';
import { eventually, frozenClock, idSequence } from './index.js';

describe('eventually', () => {
  it('asks again while the condition throws or answers false, and returns the first answer', async () => {
    const answers = [() => false as const, () => null, fail, () => 42];
    await expect(eventually(() => (answers.shift() ?? fail)(), { everyMs: 1 })).resolves.toBe(42);
  });

  it('fails with the last error of a condition that never held', async () => {
    await expect(eventually(fail, { withinMs: 5, everyMs: 1 })).rejects.toThrow('not yet');
    await expect(eventually(() => false, { withinMs: 5, everyMs: 1 })).rejects.toThrow('within 5 ms');
  });
});

describe('a frozen clock', () => {
  it('moves only when it is told to', () => {
    const clock = frozenClock('2026-01-01T00:00:00Z');
    expect(clock.now()).toBe('2026-01-01T00:00:00.000Z');
    clock.advanceMs(1_500);
    expect(clock.now()).toBe('2026-01-01T00:00:01.500Z');
  });
});

describe('an id sequence', () => {
  it('counts up, as names or as UUIDs', () => {
    const runs = idSequence('run');
    expect([runs(), runs()]).toEqual(['run-1', 'run-2']);
    expect(idSequence('', { uuid: true })()).toBe('00000000-0000-4000-8000-000000000001');
  });
});

function fail(): never {
  throw new Error('not yet');
}
