import type { IncomingRecord, RecordHeaders } from '../ports/record.js';
import type { DeadLetter, DeadLetterStatus, StoredDeadLetter } from './dead-letter.js';
import { fingerprintOf } from './fingerprint.js';

export type DeadLetterRow = {
  id: string;
  topic: string;
  partition: number;
  record_offset: string;
  record_key: string;
  headers: RecordHeaders;
  payload: Buffer;
  organisation_id: string | null;
  source: string | null;
  sequence: string | null;
  status: DeadLetterStatus;
  code: string;
  reason: string;
  attempts: number;
  recorded_at: Date;
  resolved_at: Date | null;
  resolved_by: string | null;
  resolution_reason: string | null;
};

export const fromRow = (row: DeadLetterRow): StoredDeadLetter => ({
  id: BigInt(row.id),
  record: recordOf(row),
  organisationId: row.organisation_id ?? undefined,
  source: row.source ?? undefined,
  sequence: row.sequence === null ? undefined : BigInt(row.sequence),
  status: row.status,
  code: row.code,
  reason: row.reason,
  attempts: row.attempts,
  recordedAt: row.recorded_at,
  resolution:
    row.resolved_at === null
      ? undefined
      : { at: row.resolved_at, by: row.resolved_by ?? '', reason: row.resolution_reason ?? '' },
});

const recordOf = (row: DeadLetterRow): IncomingRecord => ({
  topic: row.topic,
  partition: row.partition,
  offset: BigInt(row.record_offset),
  key: row.record_key,
  headers: row.headers,
  value: row.payload,
});

/** One array per column, for `unnest`. */
export const toColumns = (letters: readonly DeadLetter[]): readonly unknown[] => [
  letters.map(({ record }) => record.topic),
  letters.map(({ record }) => record.partition),
  letters.map(({ record }) => record.offset),
  letters.map(({ record }) => storable(record.key)),
  letters.map(({ record }) => JSON.stringify(record.headers)),
  letters.map(({ record }) => record.value),
  letters.map(({ envelope }) => envelope?.organisationId ?? null),
  letters.map(({ envelope }) => envelope?.source ?? null),
  letters.map(({ envelope }) => envelope?.sequence ?? null),
  letters.map(({ record }) => fingerprintOf(record)),
  letters.map(({ status }) => status),
  letters.map(({ code }) => code),
  letters.map(({ reason }) => storable(reason).slice(0, REASON_LENGTH_MAX)),
];

const REASON_LENGTH_MAX = 2_000;

// A key may hold anything, and PostgreSQL's text anything but NUL: refusing the row would block the partition for ever.
const storable = (text: string): string => text.replaceAll('\0', '\uFFFD');
