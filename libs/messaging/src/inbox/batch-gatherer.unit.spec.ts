import { describe, expect, it } from '@jest/globals';
import { batchOf } from '../../test/hold-messages.js';
import { FencedError } from '../ports/messaging-errors.js';
import type { RecordBatch } from '../ports/messaging.js';
import { BatchGatherer } from './batch-gatherer.js';

const batch = (group: string): RecordBatch => batchOf(group, 0n, []);
const namesOf = (batches: readonly RecordBatch[]): string =>
  batches.map(({ assignment }) => assignment.group).join('+');

/** Transactions that end when the spec says so, and whose names are what they hold. */
function transactions(failures: Readonly<Record<string, Error>> = {}) {
  const begun: string[] = [];
  const gates: (() => void)[] = [];
  const run = async (name: string): Promise<void> => {
    begun.push(name);
    await new Promise<void>((resolve) => gates.push(resolve));
    const failure = failures[name];
    if (failure !== undefined) throw failure;
  };
  return {
    begun,
    /** Ends the oldest, and lets what follows begin. */
    async end(): Promise<void> {
      gates.shift()?.();
      for (let turn = 0; turn < 10; turn++) await Promise.resolve();
    },
    options: {
      handleTogether: (batches: readonly RecordBatch[]) => run(namesOf(batches)),
      handleAlone: (one: RecordBatch) => run(one.assignment.group),
      sizeMax: 100,
    },
  };
}

const settled = async (work: readonly Promise<void>[]): Promise<readonly string[]> =>
  (await Promise.allSettled(work)).map((result) => (result.status === 'rejected' ? String(result.reason) : 'done'));

describe('a batch gatherer', () => {
  it('commits what arrives in one turn together, and what arrives meanwhile next', async () => {
    const { begun, end, options } = transactions();
    const gatherer = new BatchGatherer(options);
    const work = [gatherer.handle(batch('a')), gatherer.handle(batch('b'))];
    await Promise.resolve();
    work.push(gatherer.handle(batch('c')), gatherer.handle(batch('d')), gatherer.handle(batch('e')));
    expect(begun).toEqual(['a+b']);
    await end();
    expect(begun).toEqual(['a+b', 'c+d+e']);
    await end();
    expect(await settled(work)).toEqual(Array(5).fill('done'));
  });

  it('handles a lone batch alone and at once', async () => {
    const { begun, end, options } = transactions();
    const work = new BatchGatherer(options).handle(batch('a'));
    await Promise.resolve();
    expect(begun).toEqual(['a']);
    await end();
    await work;
  });

  it('leaves what would make a transaction too large for the next', async () => {
    const { begun, end, options } = transactions();
    const gatherer = new BatchGatherer({ ...options, sizeOf: () => 40 });
    const work = ['a', 'b', 'c'].map((name) => gatherer.handle(batch(name)));
    await Promise.resolve();
    await end();
    expect(begun).toEqual(['a+b', 'c']);
    await end();
    await Promise.all(work);
  });

  it('works in as many lanes as it may', async () => {
    const { begun, end, options } = transactions();
    const gatherer = new BatchGatherer({ ...options, sizeMax: 1, sizeOf: () => 1, lanesMax: 2 });
    const work = ['a', 'b', 'c'].map((name) => gatherer.handle(batch(name)));
    await Promise.resolve();
    expect(begun).toEqual(['a', 'b']);
    await end();
    expect(begun).toEqual(['a', 'b', 'c']);
    await end();
    await end();
    await Promise.all(work);
  });

  it('lets only the batch fail that was fenced or has a defect', async () => {
    for (const failure of [new FencedError('late'), new TypeError('a defect')]) {
      const { begun, end, options } = transactions({ 'a+b+c': failure, b: failure });
      const gatherer = new BatchGatherer(options);
      const work = ['a', 'b', 'c'].map((name) => gatherer.handle(batch(name)));
      await Promise.resolve();
      const outcomes = settled(work);
      for (let turn = 0; turn < 4; turn++) await end();
      expect(await outcomes).toEqual(['done', String(failure), 'done']);
      expect(begun).toEqual(['a+b+c', 'a', 'b', 'c']);
    }
  });

  it('tells everybody of an outage, and goes on afterwards', async () => {
    const outage = Object.assign(new Error('connection terminated'), { code: '57P01' });
    const { begun, end, options } = transactions({ 'a+b': outage });
    const gatherer = new BatchGatherer(options);
    const outcomes = settled([gatherer.handle(batch('a')), gatherer.handle(batch('b'))]);
    await Promise.resolve();
    await end();
    expect(await outcomes).toEqual([String(outage), String(outage)]);
    const work = gatherer.handle(batch('a'));
    await Promise.resolve();
    expect(begun).toEqual(['a+b', 'a']);
    await end();
    await work;
  });
});
