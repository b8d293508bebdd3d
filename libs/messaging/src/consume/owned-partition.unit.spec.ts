import { describe, expect, it } from '@jest/globals';
import { parseInstant, parseOrganisationId, type Log } from '@credit-ledger/kernel';
import { toRecord } from '../envelope/envelope.js';
import type { ConsumerOffsets } from '../offsets/consumer-offsets.js';
import { Limiter } from './limiter.js';
import { OwnedPartition } from './owned-partition.js';

const assignment = { group: 'metering', topic: 'credits.usage.v1', partition: 3, generation: 1n };

const recordOf = (offset: bigint, correlationId: string) => {
  const envelope = {
    ...{ id: `message-${offset}`, type: 'credits.usage.v1.UsageReported', source: 'spec#1', causationId: 'cause-1' },
    ...{ time: parseInstant('2026-11-21T09:30:00.000Z'), organisationId: parseOrganisationId('acme'), correlationId },
  };
  return { ...toRecord('credits.usage.v1', envelope, new Uint8Array()), partition: 3, offset };
};

describe('a partition whose batch fails', () => {
  it('says which messages wait, and what they belong to', async () => {
    const lines: object[] = [];
    const log: Log = { info: () => undefined, warn: (fields) => void lines.push(fields), error: () => undefined };
    const offsets: Pick<ConsumerOffsets, 'claim'> = { claim: () => Promise.resolve(7n) };
    const handle = (): Promise<void> => {
      // It goes to somebody else meanwhile, which ends the pause.
      partition.lose();
      return Promise.reject(new Error('the database is down'));
    };
    const subscription = { offsets: offsets as ConsumerOffsets, handle };
    const partition = new OwnedPartition(assignment, subscription, new Limiter(1), log, () => undefined);
    partition.start();
    await partition.settled();
    partition.take([recordOf(7n, 'upload-1'), recordOf(8n, 'upload-2')]);
    await partition.settled();
    expect(lines).toMatchObject([
      { topic: 'credits.usage.v1', partition: 3, fromOffset: '7', correlationIds: ['upload-1', 'upload-2'] },
    ]);
  });
});
