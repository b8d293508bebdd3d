import { describe, expect, it } from '@jest/globals';
import { hold, HoldRequested, holdRecord } from '../../test/hold-messages.js';
import { partitionOf } from '../publish/partition-of.js';
import { RecordDecoder } from './decoded-record.js';

const PARTITIONS = 12;

describe('a record of an order', () => {
  const decoder = new RecordDecoder([{ schema: HoldRequested }], { sequenced: true, partitions: PARTITIONS });

  it('is taken in the partition of its key alone: a copy in any other has no place in the order', () => {
    const record = holdRecord(hold('acme', 7));
    const own = partitionOf('acme', PARTITIONS);
    for (let partition = 0; partition < PARTITIONS; partition++) {
      const decoded = decoder.decode({ ...record, partition });
      if (partition === own) expect(decoded).toMatchObject({ kind: 'message', envelope: { sequence: 7n } });
      else expect(decoded).toMatchObject({ kind: 'malformed', error: { code: 'message.key_mismatch', field: 'key' } });
      expect('envelope' in decoded).toBe(partition === own);
    }
  });

  it('stays refused when its letter is replayed', () => {
    const record = { ...holdRecord(hold('acme', 7)), partition: partitionOf('acme', PARTITIONS) + 1 };
    expect(decoder.decodeLetter({ record, sequence: undefined })).toMatchObject({
      kind: 'malformed',
      error: { code: 'message.key_mismatch' },
    });
  });
});
