import { describe, expect, it } from '@jest/globals';
import { parseInstant, parseOrganisationId } from '@credit-ledger/kernel';
import type { IncomingRecord } from '../ports/record.js';
import { correlationsOf } from './correlations-of.js';
import { toRecord } from './envelope.js';

const recordOf = (correlationId: string): IncomingRecord => ({
  ...toRecord(
    'credits.usage.v1',
    {
      ...{ id: 'message-1', type: 'credits.usage.v1.UsageReported', source: 'spec#1', correlationId, causationId: 'c' },
      ...{ time: parseInstant('2026-11-21T09:30:00.000Z'), organisationId: parseOrganisationId('acme') },
    },
    new Uint8Array(),
  ),
  ...{ partition: 0, offset: 0n },
});

describe('the correlations of records', () => {
  it('are named once each, and those that are not well formed not at all', () => {
    const records = ['upload-1', 'upload-1', 'a\nforged line', 'upload-2'].map(recordOf);
    expect(correlationsOf(records)).toEqual(['upload-1', 'upload-2']);
  });

  it('are few, however large the batch', () => {
    const records = Array.from({ length: 1_000 }, (_, index) => recordOf(`upload-${index}`));
    expect(correlationsOf(records)).toHaveLength(10);
  });
});
