import { once } from 'node:events';
import type { ServerWritableStream } from '@grpc/grpc-js';
import streams from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_pb.js';
import { caughtUp, checkpoint, confirmation, lastStreamPosition, nameOf, notFound, readEvent } from './fake-answers.js';
import type { FakeLog, FakeRecord } from './fake-log.js';

type ReadReq = InstanceType<typeof streams.ReadReq>;
type ReadResp = InstanceType<typeof streams.ReadResp>;
type Options = NonNullable<ReturnType<ReadReq['getOptions']>>;
export type ReadCall = ServerWritableStream<ReadReq, ReadResp>;

// So many events that nobody asked for are passed over between two checkpoints.
const CHECKPOINT_EVERY = 32;
const BACKWARDS = streams.ReadReq.Options.ReadDirection.BACKWARDS;

/** Answers one read: of a stream, of all streams, or of all streams for ever. */
export async function answerRead(
  log: FakeLog,
  call: ReadCall,
  onSent: () => void,
  answersMax = Infinity,
): Promise<void> {
  const options = call.request.getOptions();
  if (options === undefined) throw new Error('a read without options');
  if (options.hasSubscription()) return follow(log, call, options, onSent);
  const answers = options.hasStream() ? readStream(log, options) : readAll(log, options);
  for (const answer of answers.slice(0, answersMax)) await write(call, answer);
  call.end();
}

function readStream(log: FakeLog, options: Options): readonly ReadResp[] {
  const from = options.getStream();
  const name = nameOf(from?.getStreamIdentifier());
  const stored = log.eventsOf(name);
  if (stored === undefined) return [notFound(name)];
  const edge = from?.hasRevision() ? Number(from.getRevision()) : undefined;
  const events =
    options.getReadDirection() === BACKWARDS
      ? stored.slice(0, (edge ?? stored.length) + 1).toReversed()
      : stored.slice(edge ?? 0);
  const answers = events.slice(0, Number(options.getCount())).map((record) => readEvent(record, false));
  // Said to clients that ask for it, as the native one does.
  const isAsked = (options.getControlOption()?.getCompatibility() ?? 0) > 0;
  return isAsked ? [...answers, lastStreamPosition(stored.length - 1)] : answers;
}

function readAll(log: FakeLog, options: Options): readonly ReadResp[] {
  const from = options.getAll();
  const isWanted = filterOf(options);
  const edge = from?.hasPosition() ? BigInt(from.getPosition()?.getCommitPosition() ?? 0) : undefined;
  const events =
    options.getReadDirection() === BACKWARDS
      ? log.all.filter(({ position }) => edge === undefined || position < edge).toReversed()
      : log.all.filter(({ position }) => edge === undefined || position >= edge);
  return events
    .filter(isWanted)
    .slice(0, Number(options.getCount()))
    .map((record) => readEvent(record, true));
}

/** Begins after the position, unlike a read. */
async function follow(log: FakeLog, call: ReadCall, options: Options, onSent: () => void): Promise<void> {
  const from = options.getAll();
  const isWanted = filterOf(options);
  let next = 0;
  if (from?.hasPosition()) {
    const after = BigInt(from.getPosition()?.getCommitPosition() ?? 0);
    next = log.all.findIndex(({ position }) => position > after);
    if (next === -1) next = log.all.length;
  }
  await write(call, confirmation());
  let isCaughtUp = false;
  let passedOver = 0;
  while (!call.cancelled) {
    const record = log.all[next];
    if (record === undefined) {
      if (!isCaughtUp) {
        await write(call, checkpoint(log.all.at(-1)?.position ?? 0n));
        await write(call, caughtUp());
      }
      isCaughtUp = true;
      await nextAppend(log, call, () => next < log.all.length);
      continue;
    }
    next += 1;
    onSent();
    if (isWanted(record)) await write(call, readEvent(record, true));
    else if (++passedOver % CHECKPOINT_EVERY === 0) await write(call, checkpoint(record.position));
  }
}

function filterOf(options: Options): (record: FakeRecord) => boolean {
  const prefixes = options.getFilter()?.getStreamIdentifier()?.getPrefixList();
  return ({ stream }) => prefixes === undefined || prefixes.some((prefix) => stream.startsWith(prefix));
}

function nextAppend(log: FakeLog, call: ReadCall, isThere: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      forget();
      call.off('cancelled', done);
      resolve();
    };
    const forget = log.onAppended(done);
    call.on('cancelled', done);
    if (isThere() || call.cancelled) done();
  });
}

/** Waits for a slow client, as the server does. */
async function write(call: ReadCall, answer: ReadResp): Promise<void> {
  if (call.cancelled || call.write(answer)) return;
  const gone = new AbortController();
  const cancel = (): void => gone.abort();
  call.on('cancelled', cancel);
  await once(call, 'drain', { signal: gone.signal }).catch(() => undefined);
  call.off('cancelled', cancel);
}
