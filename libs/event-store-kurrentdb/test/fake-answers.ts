import { status, Metadata, type ServiceError } from '@grpc/grpc-js';
import shared from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/shared_pb.js';
import streams from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_pb.js';
import timestamps from 'google-protobuf/google/protobuf/timestamp_pb.js';
import type { Appended, FakeRecord, Proposed } from './fake-log.js';

const { ReadResp, AppendResp } = streams;

// What the server answers for a position it does not tell: reads of one stream tell none.
const NO_POSITION = String(2n ** 64n - 1n);

export function readEvent(record: FakeRecord, ofAll: boolean): InstanceType<typeof ReadResp> {
  const position = ofAll ? String(record.position) : NO_POSITION;
  const event = new ReadResp.ReadEvent.RecordedEvent()
    .setId(new shared.UUID().setString(record.id))
    .setStreamIdentifier(streamIdentifier(record.stream))
    .setStreamRevision(String(record.revision))
    .setCommitPosition(position)
    .setPreparePosition(position)
    .setData(record.data)
    .setCustomMetadata(record.metadata);
  event.getMetadataMap().set('type', record.type);
  event.getMetadataMap().set('content-type', record.contentType);
  // In ticks of a ten-millionth of a second.
  event.getMetadataMap().set('created', '17323000000000000');
  const read = new ReadResp.ReadEvent().setEvent(event);
  return new ReadResp().setEvent(ofAll ? read.setCommitPosition(position) : read.setNoPosition(new shared.Empty()));
}

export const notFound = (stream: string) =>
  new ReadResp().setStreamNotFound(new ReadResp.StreamNotFound().setStreamIdentifier(streamIdentifier(stream)));

export const confirmation = () =>
  new ReadResp().setConfirmation(new ReadResp.SubscriptionConfirmation().setSubscriptionId('fake'));

export const caughtUp = () =>
  new ReadResp().setCaughtUp(new ReadResp.CaughtUp().setTimestamp(new timestamps.Timestamp().setSeconds(1)));

export const checkpoint = (position: bigint) =>
  new ReadResp().setCheckpoint(
    new ReadResp.Checkpoint().setCommitPosition(String(position)).setPreparePosition(String(position)),
  );

export const lastStreamPosition = (revision: number) => new ReadResp().setLastStreamPosition(String(revision));

export function appendAnswer(result: Appended): InstanceType<typeof AppendResp> {
  if (result.isSuccess) {
    const position = new AppendResp.Position()
      .setCommitPosition(String(result.position))
      .setPreparePosition(String(result.position));
    const success = new AppendResp.Success().setCurrentRevision(String(result.revision)).setPosition(position);
    return new AppendResp().setSuccess(success);
  }
  const wrong = new AppendResp.WrongExpectedVersion();
  if (result.current < 0) wrong.setCurrentNoStream(new shared.Empty());
  else wrong.setCurrentRevision(String(result.current));
  return new AppendResp().setWrongExpectedVersion(wrong);
}

export const proposed = (message: InstanceType<typeof streams.AppendReq.ProposedMessage>): Proposed => ({
  id: uuidOf(message.getId()),
  type: String(message.getMetadataMap().get('type')),
  contentType: String(message.getMetadataMap().get('content-type')),
  data: message.getData_asU8(),
  metadata: message.getCustomMetadata_asU8(),
});

function uuidOf(id: InstanceType<typeof shared.UUID> | undefined): string {
  const structured = id?.getStructured();
  if (structured === undefined) return id?.getString() ?? '';
  const bits = (part: string) => BigInt.asUintN(64, BigInt(part)).toString(16).padStart(16, '0');
  const hex = bits(structured.getMostSignificantBits()) + bits(structured.getLeastSignificantBits());
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

export const nameOf = (identifier: InstanceType<typeof shared.StreamIdentifier> | undefined): string =>
  Buffer.from(identifier?.getStreamName_asU8() ?? []).toString('utf8');

const streamIdentifier = (stream: string) => new shared.StreamIdentifier().setStreamName(Buffer.from(stream));

/** A failure as the server words it: a status, and in the trailers which exception it was. */
export type Fault = { readonly code: status; readonly details: string; readonly trailers?: Record<string, string> };

export const FAULTS = {
  unavailable: { code: status.UNAVAILABLE, details: 'Server Is Too Busy' },
  denied: { code: status.PERMISSION_DENIED, details: 'Access Denied', trailers: { exception: 'access-denied' } },
  unauthenticated: { code: status.UNAUTHENTICATED, details: 'Bad HTTP status code: 401' },
  tooLarge: {
    code: status.INVALID_ARGUMENT,
    details: 'Maximum Append Size of 1048576 Exceeded.',
    trailers: { exception: 'maximum-append-size-exceeded', 'maximum-append-size': '1048576' },
  },
  eventTooLarge: {
    code: status.INVALID_ARGUMENT,
    details: 'Event with Id: x, Size: 20000000, exceeds Maximum Append Event Size of 16777216.',
    trailers: { exception: 'maximum-append-event-size-exceeded' },
  },
  messageTooLarge: {
    code: status.RESOURCE_EXHAUSTED,
    details: 'Received message exceeds the maximum configured size.',
  },
  timeout: { code: status.ABORTED, details: 'Prepare phase timeout.' },
  noLeader: { code: status.UNKNOWN, details: 'No leader info available in response' },
} as const satisfies Record<string, Fault>;

export const notLeader = (host: string, port: number): Fault => ({
  code: status.NOT_FOUND,
  details: 'Leader info available',
  trailers: { exception: 'not-leader', 'leader-endpoint-host': host, 'leader-endpoint-port': String(port) },
});

export function serviceError({ code, details, trailers = {} }: Fault): ServiceError {
  const metadata = new Metadata();
  for (const [name, value] of Object.entries(trailers)) metadata.set(name, value);
  return Object.assign(new Error(details), { code, details, metadata });
}
