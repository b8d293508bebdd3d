import { create, toBinary } from '@bufbuild/protobuf';
import { metering } from '@credit-ledger/contracts';
import { parseInstant, parseOrganisationId } from '@credit-ledger/kernel';
import {
  toRecord,
  TOPICS,
  type Envelope,
  type IncomingRecord,
  type OutboxMessage,
  type RecordBatch,
} from '../src/index.js';

/** The payload type of these specs: any message with an organisation would do. Its text is the run id. */
export const HoldRequested = metering.HoldRequestedSchema;

export const NOW = parseInstant('2026-11-21T09:30:00.000Z');

export const holdPayload = (organisation: string, text: string): Uint8Array =>
  toBinary(HoldRequested, create(HoldRequested, { organisationId: organisation, runId: text }));

export const outboxMessage = (organisation: string, text = 'text'): OutboxMessage => ({
  organisationId: parseOrganisationId(organisation),
  topic: TOPICS.metering,
  type: HoldRequested.typeName,
  payload: holdPayload(organisation, text),
  correlationId: 'correlation-1',
  causationId: 'cause-1',
  time: NOW,
});

export type HoldRecord = {
  readonly organisation: string;
  readonly sequence: number | undefined;
  readonly text?: string;
  readonly source?: string;
  readonly type?: string;
  readonly payload?: Uint8Array;
  readonly key?: string;
};

export const hold = (organisation: string, sequence: number, more: Partial<HoldRecord> = {}): HoldRecord => ({
  organisation,
  sequence,
  ...more,
});

/** A record at offset 0; `batchOf` gives it its own. */
export function holdRecord({ organisation, sequence, text, source, type, payload, key }: HoldRecord): IncomingRecord {
  const envelope: Envelope = {
    id: `${organisation}-${sequence}`,
    type: type ?? HoldRequested.typeName,
    source: source ?? 'metering#1',
    time: NOW,
    organisationId: parseOrganisationId(organisation),
    ...(sequence === undefined ? {} : { sequence: BigInt(sequence) }),
    correlationId: 'correlation-1',
    causationId: 'cause-1',
  };
  const value = payload ?? holdPayload(organisation, text ?? `${organisation}:${sequence}`);
  return {
    ...toRecord(TOPICS.metering, envelope, value),
    ...(key === undefined ? {} : { key }),
    partition: 0,
    offset: 0n,
  };
}

/** The records as one batch of partition 0, from the given offset, with an offset each. */
export function batchOf(
  group: string,
  fromOffset: bigint,
  records: readonly IncomingRecord[],
  generation = 1n,
): RecordBatch {
  return {
    assignment: { group, topic: TOPICS.metering, partition: 0, generation },
    fromOffset,
    nextOffset: fromOffset + BigInt(records.length),
    records: records.map((record, index) => ({ ...record, offset: fromOffset + BigInt(index) })),
  };
}
