import { describe, expect, it } from '@jest/globals';
import type { KafkaMessage } from 'kafkajs';
import { incomingRecord } from './incoming-record.js';

const bytes = (text: string): Buffer => Buffer.from(text);
const message = (more: object): KafkaMessage => ({
  key: bytes('org-1'),
  value: bytes('1'),
  timestamp: '0',
  attributes: 0,
  offset: '12345678901234567890',
  headers: {},
  ...more,
});

describe('a record as Kafka brings it', () => {
  it('has text for key and headers, and its bytes', () => {
    const record = incomingRecord('usage', 3, message({ headers: { ce_id: bytes('Zürich'), note: 'text' } }));
    expect(record).toEqual({
      topic: 'usage',
      partition: 3,
      offset: 12_345_678_901_234_567_890n,
      key: 'org-1',
      headers: { ce_id: 'Zürich', note: 'text' },
      value: bytes('1'),
    });
  });

  it('whose parts are missing has empty ones, because anybody may have written it', () => {
    const record = incomingRecord('usage', 0, message({ key: null, value: null, headers: undefined }));
    expect([record.key, record.value.length, record.headers]).toEqual(['', 0, {}]);
  });

  it('with a header that has no value, or several, has none or the last', () => {
    const headers = { empty: null, twice: [bytes('first'), bytes('last')], none: [], nulls: [bytes('x'), null] };
    expect(incomingRecord('usage', 0, message({ headers })).headers).toEqual({
      empty: '',
      twice: 'last',
      none: '',
      nulls: '',
    });
  });
});
