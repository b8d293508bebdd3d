import { describe, expect, it } from '@jest/globals';
import { RememberedRead } from './remembered-read.js';

describe('a remembered read', () => {
  it('asks again only when its answer is five seconds old', async () => {
    let now = 0;
    let asked = 0;
    const read = new RememberedRead(async () => ++asked, { nowMs: () => now });
    expect(await read.get()).toBe(1);
    now = 4_999;
    expect(await read.get()).toBe(1);
    now = 5_000;
    expect(await read.get()).toBe(2);
  });

  it('asks one question for all who look at the same time', async () => {
    let asked = 0;
    const read = new RememberedRead(async () => ++asked);
    expect(await Promise.all([read.get(), read.get(), read.get()])).toEqual([1, 1, 1]);
  });

  it('gives up waiting, and does not ask a second time while the first question is under way', async () => {
    let asked = 0;
    let answer: (value: string) => void = () => undefined;
    const ask = () => {
      asked++;
      return new Promise<string>((resolve) => (answer = resolve));
    };
    const read = new RememberedRead(ask, { timeoutMs: 1 });
    await expect(read.get()).rejects.toThrow('no answer within 1 ms');
    await expect(read.get()).rejects.toThrow('no answer within 1 ms');
    expect(asked).toBe(1);
    answer('late');
    await expect(read.get()).resolves.toBe('late');
  });

  it('asks again after a failure', async () => {
    let asked = 0;
    const read = new RememberedRead(async () => {
      if (++asked === 1) throw new Error('the database is away');
      return asked;
    });
    await expect(read.get()).rejects.toThrow('the database is away');
    await expect(read.get()).resolves.toBe(2);
  });
});
