import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { hashEvent, type HashedEvent } from './hash-event.js';
import type { StreamId } from './stream.js';

const EVENT: HashedEvent = {
  streamId: 'creditAccount-org-1' as StreamId,
  version: 12,
  type: 'CreditsAdded',
  schemaVersion: 1,
  data: '{"credits":"1000","reason":"über 写真"}',
  metadata: {
    messageId: 'message-1',
    correlationId: 'correlation-1',
    causationId: 'causation-1',
    actor: 'actor-1',
    effectiveAt: '2026-11-21T09:30:00.000Z',
    recordedAt: '2026-11-21T09:30:01.000Z',
    source: 'billing#1',
    sequence: '7',
    previousHash: 'ab'.repeat(32),
  },
};

// Written out by hand, so that an accidental change of the order, the lengths or the encoding is noticed: stored hashes
// would not fit any more.
const TEXT =
  '1:1' +
  '19:creditAccount-org-1' +
  '2:12' +
  '12:CreditsAdded' +
  '1:1' +
  '42:{"credits":"1000","reason":"über 写真"}' +
  '9:message-1' +
  '13:correlation-1' +
  '11:causation-1' +
  '7:actor-1' +
  '24:2026-11-21T09:30:00.000Z' +
  '24:2026-11-21T09:30:01.000Z' +
  '9:billing#1' +
  '1:7' +
  '64:abababababababababababababababababababababababababababababababab';

describe('the hash of an event', () => {
  it('covers its fields in the documented order and encoding', () => {
    expect(hashEvent(EVENT)).toBe(createHash('sha256').update(TEXT, 'utf8').digest('hex'));
  });

  it('covers them so too when every character is a single byte', () => {
    const data = '{"credits":"1000","reason":"plain text"}';
    const text = TEXT.replace(/42:\{.*\}/, `${data.length}:${data}`);
    expect(hashEvent({ ...EVENT, data })).toBe(createHash('sha256').update(text, 'utf8').digest('hex'));
  });

  it('is the one that was given out before, for ever', () => {
    expect(hashEvent(EVENT)).toBe('8bc6905b624cb118ab1d93372f92838686aaa10c45b9b14a3dc2adfdcf338528');
  });

  const fields = ['streamId', 'type', 'data'] as const;
  it.each(fields)('changes with %s', (field) => {
    expect(hashEvent({ ...EVENT, [field]: `${EVENT[field]} ` })).not.toBe(hashEvent(EVENT));
  });

  it.each(['version', 'schemaVersion'] as const)('changes with %s', (field) => {
    expect(hashEvent({ ...EVENT, [field]: EVENT[field] + 1 })).not.toBe(hashEvent(EVENT));
  });

  const metadata = Object.keys(EVENT.metadata) as (keyof HashedEvent['metadata'])[];
  it.each(metadata)('changes with the metadata %s', (field) => {
    const changed = { ...EVENT.metadata, [field]: `${EVENT.metadata[field]} ` };
    expect(hashEvent({ ...EVENT, metadata: changed })).not.toBe(hashEvent(EVENT));
  });

  it('tells apart events whose text only moved from one field into the next', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 6 });
    fc.assert(
      fc.property(text, text, text, text, (messageId, correlationId, otherId, otherCorrelationId) => {
        fc.pre(messageId !== otherId || correlationId !== otherCorrelationId);
        const one = { ...EVENT, metadata: { ...EVENT.metadata, messageId, correlationId } };
        const other = {
          ...EVENT,
          metadata: { ...EVENT.metadata, messageId: otherId, correlationId: otherCorrelationId },
        };
        expect(hashEvent(one)).not.toBe(hashEvent(other));
      }),
    );
    const moved = { ...EVENT.metadata, messageId: 'message-1c', correlationId: 'orrelation-1' };
    expect(hashEvent({ ...EVENT, metadata: moved })).not.toBe(hashEvent(EVENT));
  });
});
