import { invariant } from '@credit-ledger/kernel';
import type { RecordBatch } from '../ports/messaging.js';

/** The records `[from, to)` of a batch, with the offsets that belong to them. Slices join without a gap. */
export function sliceBatch(batch: RecordBatch, from: number, to = batch.records.length): RecordBatch {
  const isWhole = to === batch.records.length;
  return {
    assignment: batch.assignment,
    fromOffset: from === 0 ? batch.fromOffset : offsetAt(batch, from),
    nextOffset: isWhole ? batch.nextOffset : offsetAt(batch, to),
    records: batch.records.slice(from, to),
  };
}

function offsetAt(batch: RecordBatch, index: number): bigint {
  const record = batch.records[index];
  invariant(record !== undefined, `a batch of ${batch.records.length} has no record ${index}`);
  return record.offset;
}
