import { usage } from '@credit-ledger/contracts';
import { assertNever, DomainError } from '@credit-ledger/kernel';
import {
  deadLetter,
  RecordDecoder,
  type DeadLetter,
  type Envelope,
  type IncomingRecord,
} from '@credit-ledger/messaging';
import type { IncomingUsage } from '../../usage/commands/usage-intake.js';
import { parseUsageReport, type RawWork, type UsageReport } from '../../usage/domain/usage-report.js';

/** A record of the usage topic: a report, or a dead letter that says why it is none. */
export type DecodedUsage =
  | { readonly kind: 'usage'; readonly usage: IncomingUsage; readonly envelope: Envelope }
  | { readonly kind: 'dead'; readonly letter: DeadLetter; readonly error: unknown };

/** What becomes of a record of a batch: it is counted or buried now, or waits for its organisation's turn. */
export type DecodedRecord = DecodedUsage | { readonly kind: 'deferred' };

/** The usage topic carries reports and nothing else: whatever has another type was sent to the wrong place. */
class ForeignMessageError extends DomainError {
  readonly code = 'message.foreign_type';

  constructor(type: string) {
    super(`${type} does not belong on the usage topic`, { type });
  }
}

/**
 * Work of a type that a later release knows, maybe beside failures. To count the failures alone would drop the work without
 * a trace, so the message waits as a dead letter until it is replayed by a release that can read it.
 */
class UnknownUsageError extends DomainError {
  readonly code = 'message.unknown_usage';

  constructor(fields: readonly number[]) {
    super(`the message has none of the usage that this release knows, but fields it does not know: ${fields.join()}`);
  }
}

const decoder = new RecordDecoder([{ schema: usage.UsageReportedSchema }], { sequenced: false });

export function decodeUsage(record: IncomingRecord): DecodedUsage {
  const decoded = decoder.decode(record);
  try {
    if (decoded.kind === 'malformed') throw decoded.error;
    if (decoded.kind === 'unhandled') throw new ForeignMessageError(decoded.envelope.type);
    const { id, correlationId } = decoded.envelope;
    const report = reportOf(decoded.message as usage.UsageReported);
    return { kind: 'usage', usage: { report, messageId: id, correlationId }, envelope: decoded.envelope };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return deadUsage(record, error, decoded.envelope);
  }
}

/** A report that cannot be accepted, whether it shows when it is decoded or only when it is stored. */
export const deadUsage = (record: IncomingRecord, error: unknown, envelope?: Envelope): DecodedUsage => ({
  kind: 'dead',
  letter: deadLetter(record, envelope, error),
  error,
});

function reportOf({ usage: work, $unknown: unknown = [], ...message }: usage.UsageReported): UsageReport {
  if (work.case === undefined && unknown.length > 0) throw new UnknownUsageError(numbersOf(unknown));
  return parseUsageReport({
    organisationId: message.organisationId,
    runId: message.runId,
    photoEventId: message.photoEventId,
    photoEventName: message.photoEventName,
    effectiveAt: message.effectiveAt,
    actorId: message.actorId,
    ...workOf(work),
    failedPhotoIds: message.failedPhotoIds,
  });
}

// A hostile message may have thousands.
const numbersOf = (fields: readonly { readonly no: number }[]): number[] => fields.slice(0, 10).map(({ no }) => no);

function workOf(work: usage.UsageReported['usage']): RawWork {
  switch (work.case) {
    case 'photoProcessing': {
      const { photoIds, bibSearch, selfieSearch, storeOriginals } = work.value;
      return { usageType: 'PHOTO_PROCESSING', photoIds, bibSearch, selfieSearch, storeOriginals };
    }
    case 'imageRotation':
      return { usageType: 'AI_IMAGE_ROTATION', photoIds: work.value.imageIds };
    case 'watermarkReprocessing':
      return { usageType: 'WATERMARK_REPROCESSING', photoIds: work.value.photoIds };
    case undefined:
      return { photoIds: undefined };
    default:
      return assertNever(work);
  }
}
