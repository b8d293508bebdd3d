import { describe, expect, it } from '@jest/globals';
import { batchOf, holdRecord } from '../../test/hold-messages.js';
import type { RecordBatch } from '../ports/messaging.js';
import { sliceBatch } from './batch-slice.js';

// Offsets 10, 11, 15, 16, and the batch reaches to 20: engines may leave gaps.
const records = [10n, 11n, 15n, 16n].map((offset) => ({ ...holdRecord({ organisation: 'a', sequence: 1 }), offset }));
const batch: RecordBatch = { ...batchOf('billing', 10n, []), nextOffset: 20n, records };

const rangeOf = ({ fromOffset, nextOffset, records: slice }: RecordBatch): unknown => [
  fromOffset,
  nextOffset,
  slice.length,
];

describe('slices of a batch', () => {
  it('join without a gap, whatever gaps the offsets have', () => {
    expect(
      [sliceBatch(batch, 0, 1), sliceBatch(batch, 1, 2), sliceBatch(batch, 2, 3), sliceBatch(batch, 3)].map(rangeOf),
    ).toEqual([
      [10n, 11n, 1],
      [11n, 15n, 1],
      [15n, 16n, 1],
      [16n, 20n, 1],
    ]);
  });

  it('are the batch itself when they hold everything', () => {
    expect(sliceBatch(batch, 0)).toEqual(batch);
  });
});
