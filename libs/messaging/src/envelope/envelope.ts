import { parseInstant, parseOrganisationId, type Instant, type OrganisationId } from '@credit-ledger/kernel';
import type { IncomingRecord, OutgoingRecord, RecordHeaders } from '../ports/record.js';
import { followedTraces } from '../tracing/followed-traces.js';
import { MalformedMessageError } from './malformed-message.error.js';

/** What every message says about itself, apart from its payload. */
export type Envelope = {
  readonly id: string;
  /** Full protobuf name of the payload, such as `credits.metering.v1.UsageMetered`. */
  readonly type: string;
  /** The producing service and its epoch, such as `metering#1`. */
  readonly source: string;
  /** When the producer wrote it down, by its own clock. */
  readonly time: Instant;
  /** Subject and record key. */
  readonly organisationId: OrganisationId;
  /** Rises by one per (source, organisation). Missing on topics that have no order to keep. */
  readonly sequence?: bigint;
  readonly correlationId: string;
  readonly causationId: string;
  /** W3C trace context; unless given, that of the correlation where this process follows one. */
  readonly traceparent?: string;
};

/** Envelope and payload as a record. Rule source: CloudEvents 1.0, Kafka protocol binding, binary content mode. */
export function toRecord(topic: string, envelope: Envelope, payload: Uint8Array): OutgoingRecord {
  const headers: Record<string, string> = {
    ce_specversion: '1.0',
    ce_id: envelope.id,
    ce_type: envelope.type,
    ce_source: envelope.source,
    ce_time: envelope.time,
    ce_subject: envelope.organisationId,
    ce_correlationid: envelope.correlationId,
    ce_causationid: envelope.causationId,
    'content-type': 'application/protobuf',
  };
  if (envelope.sequence !== undefined) headers['sequence'] = envelope.sequence.toString();
  const traceparent = envelope.traceparent ?? followedTraces.traceparentOf(envelope.correlationId);
  if (traceparent !== undefined) headers['traceparent'] = traceparent;
  return { topic, key: envelope.organisationId, headers, value: payload };
}

/**
 * Reads the envelope of a record.
 * @throws MalformedMessageError when a header is missing or wrong, or the record's key is not the subject: a wrong key
 * means the record travelled on another organisation's partition, where its order is not kept.
 */
export function parseEnvelope({ headers, key }: Pick<IncomingRecord, 'headers' | 'key'>): Envelope {
  if (headers['ce_specversion'] !== '1.0') throw malformed('ce_specversion', 'must be "1.0"');
  const id = text(headers, 'ce_id');
  const organisationId = parsedWith(parseOrganisationId, headers, 'ce_subject');
  if (key !== organisationId) {
    throw new MalformedMessageError('message.key_mismatch', 'key', 'is not the organisation the message is about');
  }
  const sequence = headers['sequence'];
  const traceparent = headers['traceparent'];
  // A conditional spread for each that may be missing would take longer than all the rest.
  const envelope: { -readonly [Field in keyof Envelope]: Envelope[Field] } = {
    id,
    type: text(headers, 'ce_type'),
    source: text(headers, 'ce_source'),
    time: parsedWith(parseInstant, headers, 'ce_time'),
    organisationId,
    // A message that nobody caused begins a chain of its own.
    correlationId: headers['ce_correlationid'] === undefined ? id : text(headers, 'ce_correlationid'),
    causationId: headers['ce_causationid'] === undefined ? id : text(headers, 'ce_causationid'),
  };
  if (sequence !== undefined) envelope.sequence = parseSequence(sequence);
  if (traceparent !== undefined) envelope.traceparent = traceparent;
  return envelope;
}

// Identifiers end up in stored events and logs: printable ASCII without spaces, and bounded.
const IDENTIFIER = /^[\x21-\x7e]{1,200}$/;

function text(headers: RecordHeaders, name: string): string {
  const value = headers[name];
  if (value === undefined || !IDENTIFIER.test(value)) {
    throw malformed(name, 'must be 1 to 200 printable ASCII characters without spaces');
  }
  return value;
}

function parsedWith<T>(parse: (value: unknown, field: string) => T, headers: RecordHeaders, name: string): T {
  try {
    return parse(headers[name], name);
  } catch {
    throw malformed(name, 'is missing or not well formed');
  }
}

function parseSequence(value: string): bigint {
  if (!/^[1-9]\d{0,17}$/.test(value)) throw malformed('sequence', 'must be a whole number of at least 1');
  return BigInt(value);
}

const malformed = (field: string, problem: string): MalformedMessageError =>
  new MalformedMessageError('message.malformed_header', field, problem);
