import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { BoundedTasks } from './bounded-tasks.js';

describe('bounded tasks', () => {
  it('never runs more than it may at once', async () => {
    const tasks = new BoundedTasks(2);
    let running = 0;
    let most = 0;
    for (let index = 0; index < 6; index += 1) {
      await tasks.start(async () => {
        running += 1;
        most = Math.max(most, running);
        await nextTurn();
        running -= 1;
      });
    }
    await tasks.settle();
    expect([most, running]).toEqual([2, 0]);
  });

  it('throws the first failure at the next call', async () => {
    const tasks = new BoundedTasks(1);
    await tasks.start(() => Promise.reject(new Error('first')));
    await expect(tasks.start(async () => undefined)).rejects.toThrow('first');
    await expect(tasks.settle()).rejects.toThrow('first');
  });
});
