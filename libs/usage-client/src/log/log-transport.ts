import { usage } from '@credit-ledger/contracts';
import { parseOrganisationId } from '@credit-ledger/kernel';
import { TOPICS, toRecord, type Messaging, type OutgoingRecord } from '@credit-ledger/messaging';
import type { Refusal, UsageTransport } from '../sending/usage-transport.js';
import type { SpooledReport } from '../spool/spooled-report.js';

/** The topic `credits.usage.v1`, on whichever log. What metering makes of a report is seen in its dead letters alone. */
export class LogTransport implements UsageTransport {
  constructor(private readonly messaging: Messaging) {}

  async send(reports: readonly SpooledReport[]): Promise<readonly Refusal[]> {
    await this.messaging.publisher.publish(reports.map(recordOf));
    return [];
  }

  close(): Promise<void> {
    return this.messaging.close();
  }
}

function recordOf({ payload, organisationId, ...envelope }: SpooledReport): OutgoingRecord {
  return toRecord(
    TOPICS.usage,
    {
      ...envelope,
      type: usage.UsageReportedSchema.typeName,
      organisationId: parseOrganisationId(organisationId),
      causationId: envelope.id,
    },
    payload,
  );
}
