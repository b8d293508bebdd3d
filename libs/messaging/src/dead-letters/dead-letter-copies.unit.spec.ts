import { describe, expect, it } from '@jest/globals';
import type { OutgoingRecord } from '../ports/record.js';
import { RECORD_BYTES_MAX } from '../publish/group-commit-publisher.js';
import { publishCopies } from './dead-letter-copies.js';
import type { DeadLetter } from './dead-letter.js';

const letterOf = (value: Uint8Array, record: Partial<OutgoingRecord> = {}): DeadLetter => ({
  status: 'dead',
  envelope: undefined,
  record: {
    topic: 'credits.usage.v1',
    partition: 3,
    offset: 7n,
    key: 'acme',
    headers: { ce_id: 'report-1' },
    value,
    ...record,
  },
  code: 'message.undecodable',
  reason: 'payload is not a report',
});

async function copyOf(value: Uint8Array, record?: Partial<OutgoingRecord>): Promise<OutgoingRecord | undefined> {
  const published: OutgoingRecord[] = [];
  const publish = (records: readonly OutgoingRecord[]) => Promise.resolve(void published.push(...records));
  await publishCopies({ publish }, 'metering', [letterOf(value, record)]);
  return published[0];
}

describe('the copy of a dead letter', () => {
  it('is the record with what became of it', async () => {
    expect(await copyOf(Buffer.from('odd'))).toEqual({
      topic: 'credits.usage.v1.dlq',
      key: 'acme',
      headers: {
        ce_id: 'report-1',
        dlq_group: 'metering',
        dlq_code: 'message.undecodable',
        dlq_reason: 'payload is not a report',
        dlq_partition: '3',
        dlq_offset: '7',
      },
      value: Buffer.from('odd'),
    });
  });

  it('leaves out a payload that is larger than what may be published, and says how much', async () => {
    expect((await copyOf(new Uint8Array(RECORD_BYTES_MAX)))?.value.length).toBe(RECORD_BYTES_MAX);
    const copy = await copyOf(new Uint8Array(RECORD_BYTES_MAX + 1));
    expect(copy?.value.length).toBe(0);
    expect(copy?.headers).toMatchObject({ ce_id: 'report-1', dlq_omitted_bytes: String(RECORD_BYTES_MAX + 1) });
  });

  it('leaves out a key and headers of which it would be larger than a log takes', async () => {
    const headers = { ce_id: 'report-1', odd: '\ufffd'.repeat(6_000) };
    const copy = await copyOf(Buffer.from('odd'), { key: '\ufffd'.repeat(400), headers });
    expect(copy).toMatchObject({ key: '', value: Buffer.from('odd') });
    expect(copy?.headers).toMatchObject({ dlq_omitted_headers: '2', dlq_offset: '7' });
    expect(Object.keys(copy?.headers ?? {})).not.toContain('odd');
  });
});
