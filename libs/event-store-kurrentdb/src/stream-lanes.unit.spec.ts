import { describe, expect, it } from '@jest/globals';
import type { StreamId } from '@credit-ledger/event-sourcing';
import { StreamLanes } from './stream-lanes.js';

describe('lanes', () => {
  const [one, other] = ['one' as StreamId, 'other' as StreamId];
  const turns = async (count: number) => {
    for (let turn = 0; turn < count; turn++) await new Promise(setImmediate);
  };

  it('run the work of one stream in the order it came, whatever fails', async () => {
    const lanes = new StreamLanes(10);
    const order: string[] = [];
    const first = lanes.run(one, async () => {
      await turns(3);
      order.push('first');
      throw new Error('failed');
    });
    const second = lanes.run(one, async () => void order.push('second'));
    const beside = lanes.run(other, async () => void order.push('beside'));
    await expect(first).rejects.toThrow('failed');
    await Promise.all([second, beside]);
    expect(order).toEqual(['beside', 'first', 'second']);
  });

  it('run only so much at once, and all of it in the end', async () => {
    const lanes = new StreamLanes(3);
    let [running, most, done] = [0, 0, 0];
    const all = Array.from({ length: 20 }, (_, index) =>
      lanes.run(String(index) as StreamId, async () => {
        most = Math.max(most, ++running);
        await turns(2);
        running -= 1;
        done += 1;
      }),
    );
    await lanes.idle();
    expect([most, done]).toEqual([3, 20]);
    await Promise.all(all);
  });
});
