import { toJson, type JsonValue } from '@bufbuild/protobuf';
import { usage } from '@credit-ledger/contracts';
import { messageOf, type SpooledReport } from '../spool/spooled-report.js';

/** The report as a CloudEvent 1.0 in structured JSON mode, whose data are the JSON form of the protobuf payload. */
export function toCloudEvent(report: SpooledReport): Readonly<Record<string, JsonValue>> {
  const { id, source, time, organisationId, correlationId } = report;
  return {
    specversion: '1.0',
    type: usage.UsageReportedSchema.typeName,
    source,
    id,
    time,
    subject: organisationId,
    correlationid: correlationId,
    datacontenttype: 'application/json',
    data: toJson(usage.UsageReportedSchema, messageOf(report)),
  };
}
