import { fromBinary, toBinary } from '@bufbuild/protobuf';
import { usage } from '@credit-ledger/contracts';
import { parseInstant, type Instant } from '@credit-ledger/kernel';

/** A report with its envelope, as it waits on disk and as a transport sends it. */
export type SpooledReport = {
  readonly id: string;
  readonly source: string;
  /** When it was spooled. */
  readonly time: Instant;
  readonly correlationId: string;
  /** `credits.usage.v1.UsageReported` as protobuf bytes. */
  readonly payload: Uint8Array;
  readonly organisationId: string;
};

const LINE_FEED = 0x0a;

export function payloadOf(report: usage.UsageReported): Uint8Array {
  return toBinary(usage.UsageReportedSchema, report);
}

export const messageOf = ({ payload }: SpooledReport): usage.UsageReported =>
  fromBinary(usage.UsageReportedSchema, payload);

/** The envelope as one line of JSON, which people can read with `strings`, then the payload. */
export function encodeSpooled({ payload, ...envelope }: SpooledReport): Buffer {
  return Buffer.concat([Buffer.from(`${JSON.stringify(envelope)}\n`), payload]);
}

/** `undefined` when the bytes are no report. */
export function decodeSpooled(bytes: Buffer): SpooledReport | undefined {
  try {
    const lineEnd = bytes.indexOf(LINE_FEED);
    const envelope = JSON.parse(bytes.toString('utf8', 0, lineEnd)) as Record<string, unknown>;
    const { id, source, correlationId, organisationId } = envelope;
    for (const value of [id, source, correlationId, organisationId]) if (typeof value !== 'string') return undefined;
    return {
      id: id as string,
      source: source as string,
      time: parseInstant(envelope['time']),
      correlationId: correlationId as string,
      organisationId: organisationId as string,

      // A copy: the bytes are part of a larger buffer, which need not stay in memory because of it.
      payload: new Uint8Array(bytes.subarray(lineEnd + 1)),
    };
  } catch {
    return undefined;
  }
}
