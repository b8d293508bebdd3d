import { usage } from '@credit-ledger/contracts';
import { DomainError } from '@credit-ledger/kernel';
import {
  deadLetter,
  RecordDecoder,
  type DeadLetter,
  type Envelope,
  type IncomingRecord,
} from '@credit-ledger/messaging';
import type { IncomingUsage } from '../../usage/commands/usage-intake.js';
import { parseUsageReport, type UsageReport } from '../../usage/domain/usage-report.js';

/** A record of the usage topic: a report, or a dead letter that says why it is none. */
export type DecodedUsage =
  | { readonly kind: 'usage'; readonly usage: IncomingUsage }
  | { readonly kind: 'dead'; readonly letter: DeadLetter; readonly error: unknown };

/** The usage topic carries reports and nothing else: whatever has another type was sent to the wrong place. */
class ForeignMessageError extends DomainError {
  readonly code = 'message.foreign_type';

  constructor(type: string) {
    super(`${type} does not belong on the usage topic`, { type });
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
    return { kind: 'usage', usage: { report, messageId: id, correlationId } };
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

function reportOf({ usage: work, ...message }: usage.UsageReported): UsageReport {
  const photos = work.case === 'photoProcessing' ? work.value : undefined;
  return parseUsageReport({
    organisationId: message.organisationId,
    runId: message.runId,
    photoEventId: message.photoEventId,
    photoEventName: message.photoEventName,
    effectiveAt: message.effectiveAt,
    actorId: message.actorId,
    photoIds: photos?.photoIds,
    bibSearch: photos?.bibSearch,
    selfieSearch: photos?.selfieSearch,
  });
}
