import { describe, expect, it } from '@jest/globals';
import { parseInstant, parseOrganisationId } from '@credit-ledger/kernel';
import { parseEnvelope, toRecord, type Envelope } from './envelope.js';
import { MalformedMessageError } from './malformed-message.error.js';

const envelope: Envelope = {
  id: '0192f0c1-0000-7000-8000-000000000001',
  type: 'credits.metering.v1.UsageMetered',
  source: 'metering#1',
  time: parseInstant('2026-11-21T09:30:00.000Z'),
  organisationId: parseOrganisationId('org-1'),
  sequence: 42n,
  correlationId: 'correlation-1',
  causationId: 'cause-1',
  traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
};
const record = toRecord('credits.metering.v1', envelope, Buffer.from('payload'));

describe('the envelope', () => {
  it('travels in CloudEvents headers, with the organisation as the key', () => {
    expect(record).toEqual({
      topic: 'credits.metering.v1',
      key: 'org-1',
      value: Buffer.from('payload'),
      headers: {
        ce_specversion: '1.0',
        ce_id: envelope.id,
        ce_type: 'credits.metering.v1.UsageMetered',
        ce_source: 'metering#1',
        ce_time: '2026-11-21T09:30:00.000Z',
        ce_subject: 'org-1',
        ce_correlationid: 'correlation-1',
        ce_causationid: 'cause-1',
        'content-type': 'application/protobuf',
        sequence: '42',
        traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
      },
    });
  });

  it('is read back as it was written', () => {
    expect(parseEnvelope(record)).toEqual(envelope);
  });

  it('begins a chain of its own where nobody said what caused it, and may have no sequence', () => {
    const {
      ce_correlationid: _1,
      ce_causationid: _2,
      sequence: _3,
      traceparent: _4,
      ...headers
    } = { ...record.headers };
    expect(parseEnvelope({ key: 'org-1', headers })).toEqual({
      id: envelope.id,
      type: envelope.type,
      source: envelope.source,
      time: envelope.time,
      organisationId: 'org-1',
      correlationId: envelope.id,
      causationId: envelope.id,
    });
  });

  const wrong: readonly [string, string][] = [
    ['ce_specversion', '0.3'],
    ['ce_id', ''],
    ['ce_id', 'x'.repeat(201)],
    ['ce_type', 'with space'],
    ['ce_source', ''],
    ['ce_time', 'yesterday'],
    ['ce_subject', '../etc'],
    ['ce_correlationid', ''],
    ['ce_causationid', 'a\nb'],
    ['sequence', '0'],
    ['sequence', '-1'],
    ['sequence', '1.5'],
    ['sequence', '9999999999999999999'],
  ];
  it.each(wrong)('refuses the header %s = "%s" and names it', (name, value) => {
    const parsing = (): Envelope => parseEnvelope({ key: 'org-1', headers: { ...record.headers, [name]: value } });
    expect(parsing).toThrow(MalformedMessageError);
    expect(parsing).toThrow(expect.objectContaining({ code: 'message.malformed_header', field: name }));
  });

  it.each(['ce_specversion', 'ce_id', 'ce_type', 'ce_source', 'ce_time', 'ce_subject'])(
    'needs the header %s',
    (name) => {
      const headers = Object.fromEntries(Object.entries(record.headers).filter(([other]) => other !== name));
      expect(() => parseEnvelope({ key: 'org-1', headers })).toThrow(expect.objectContaining({ field: name }));
    },
  );

  it('refuses a record that travels under another key', () => {
    expect(() => parseEnvelope({ ...record, key: 'org-2' })).toThrow(
      expect.objectContaining({ code: 'message.key_mismatch', field: 'key' }),
    );
  });
});
