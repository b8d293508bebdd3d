import { create, toBinary } from '@bufbuild/protobuf';
import { usage } from '@credit-ledger/contracts';
import type { Instant, OrganisationId } from '@credit-ledger/kernel';
import { TOPICS, toRecord, type IncomingRecord, type RecordBatch } from '@credit-ledger/messaging';

export type UsageRecord = {
  readonly organisationId: OrganisationId;
  readonly partition: number;
  readonly offset: bigint;
  readonly time: Instant;
  readonly photoIds?: readonly string[];
  /** Instead of a report with the photos. */
  readonly value?: Uint8Array | undefined;
};

/** A report as it is read from the usage topic; its message id is `message-<offset>`. */
export function usageRecord({
  organisationId,
  partition,
  offset,
  time,
  photoIds = [],
  value,
}: UsageRecord): IncomingRecord {
  const message = create(usage.UsageReportedSchema, {
    organisationId,
    runId: 'run-1',
    photoEventId: 2014n,
    photoEventName: 'Boston Marathon 2014',
    usage: { case: 'photoProcessing', value: { photoIds: [...photoIds], bibSearch: true } },
  });
  const envelope = {
    id: `message-${offset}`,
    type: usage.UsageReportedSchema.typeName,
    source: 'spec#1',
    time,
    organisationId,
    correlationId: 'correlation-1',
    causationId: 'cause-1',
  };
  const record = toRecord(TOPICS.usage, envelope, value ?? toBinary(usage.UsageReportedSchema, message));
  return { ...record, partition, offset };
}

/** The records as one batch of their partition. */
export const usageBatch = (partition: number, records: readonly IncomingRecord[], generation = 1n): RecordBatch => ({
  assignment: { group: 'metering', topic: TOPICS.usage, partition, generation },
  fromOffset: records[0]?.offset ?? 0n,
  nextOffset: (records.at(-1)?.offset ?? -1n) + 1n,
  records,
});
