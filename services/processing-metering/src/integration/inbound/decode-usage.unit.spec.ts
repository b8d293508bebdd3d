import { create, toBinary } from '@bufbuild/protobuf';
import { describe, expect, it } from '@jest/globals';
import { usage } from '@credit-ledger/contracts';
import { parseInstant, parseOrganisationId } from '@credit-ledger/kernel';
import { TOPICS, toRecord } from '@credit-ledger/messaging';
import { decodeUsage } from './decode-usage.js';

const organisationId = parseOrganisationId('boston-athletics');
const WORK = { case: 'photoProcessing' as const, value: { photoIds: ['done'], bibSearch: true } };
// Field 13 as a message of two bytes: what a new member of the "oneof" looks like to a release that has not heard of it.
const UNKNOWN_FIELD = [(13 << 3) | 2, 2, 0x0a, 0x00];

const decode = (change: object, unknown: readonly number[] = []) => {
  const message = create(usage.UsageReportedSchema, {
    ...{ organisationId, runId: 'run-1', photoEventId: 2014n, photoEventName: 'Boston Marathon 2014' },
    ...change,
  });
  const envelope = {
    ...{ id: 'message-1', type: usage.UsageReportedSchema.typeName, source: 'spec#1', organisationId },
    ...{ time: parseInstant('2026-11-21T09:30:00.000Z'), correlationId: 'correlation-1', causationId: 'cause-1' },
  };
  const value = Buffer.concat([toBinary(usage.UsageReportedSchema, message), Buffer.from(unknown)]);
  return decodeUsage({ ...toRecord(TOPICS.usage, envelope, value), partition: 0, offset: 0n });
};

describe('a usage message', () => {
  it('may tell failures alone', () => {
    expect(decode({ failedPhotoIds: ['bad'] })).toMatchObject({
      usage: { report: { usage: { type: undefined }, failedPhotoIds: ['bad'] }, correlationId: 'correlation-1' },
    });
  });

  it('of work that this release does not know is dead whole, so that a later one can count it', () => {
    const { kind, ...rest } = decode({ failedPhotoIds: ['bad'] }, UNKNOWN_FIELD);
    expect(kind).toBe('dead');
    expect(rest).toMatchObject({
      letter: { code: 'message.unknown_usage', reason: expect.stringContaining('fields it does not know: 13') },
    });
  });

  it('of known work may have fields that a later release added', () => {
    const { kind, ...rest } = decode({ usage: WORK }, UNKNOWN_FIELD);
    expect(kind).toBe('usage');
    expect(rest).toMatchObject({ usage: { report: { usage: { photoIds: ['done'] } } } });
  });

  it('names a few of many unknown fields, and is short whatever it carries', () => {
    const many = Array.from({ length: 5_000 }, () => UNKNOWN_FIELD).flat();
    const { kind, ...rest } = decode({}, many);
    expect([kind, JSON.stringify('letter' in rest && rest.letter.reason).length < 200]).toEqual(['dead', true]);
  });
});
