import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  AppendOutcomeUnknownError,
  AppendRefusedError,
  BEGINNING,
  EventStoreUnavailableError,
  NO_STREAM,
} from '@credit-ledger/event-sourcing';
import { collect, eventOf, newStream } from '@credit-ledger/event-sourcing/contract';
import { freePort } from '@credit-ledger/testing';
import { FAULTS, notLeader } from '../test/fake-answers.js';
import { FakeKurrentDb } from '../test/fake-kurrentdb.js';
import { StoresAt } from '../test/stores-at.js';

const rejectionOf = (promise: Promise<unknown>): Promise<Error> =>
  promise.then(
    () => new Error('it did not reject'),
    (error: Error) => error,
  );

describe('a server that fails', () => {
  let fake: FakeKurrentDb;
  let stores: StoresAt;
  beforeEach(async () => {
    fake = await FakeKurrentDb.start();
    stores = new StoresAt();
  });
  afterEach(async () => {
    await stores.close();
    fake.close();
  });

  it('is named when it cannot be reached, without the password', async () => {
    const port = await freePort();
    const store = stores.open(`kurrentdb://ann:hunter2@127.0.0.1:${port}?tls=false`);
    const [append, read] = await Promise.all([
      rejectionOf(store.append(newStream(), NO_STREAM, [eventOf('message')])),
      rejectionOf(store.readAll(BEGINNING, 1)),
    ]);
    for (const error of [append, read]) {
      expect(error).toBeInstanceOf(EventStoreUnavailableError);
      expect(error.message).toContain(`127.0.0.1:${port}`);
      expect(error.message).not.toContain('hunter2');
    }
  });

  it('is used again by the same store once it is back', async () => {
    const port = await freePort();
    const store = stores.open(`kurrentdb://127.0.0.1:${port}?tls=false`);
    expect(await rejectionOf(store.lastPosition())).toBeInstanceOf(EventStoreUnavailableError);
    const late = await FakeKurrentDb.start({ port });
    const stream = newStream();
    expect(await store.append(stream, NO_STREAM, [eventOf('message')])).toMatchObject({ outcome: 'appended' });
    expect(await collect(store.readStream(stream))).toHaveLength(1);
    late.close();
  });

  it('is asked again when it was busy for a moment', async () => {
    const store = stores.open(fake.url());
    const stream = newStream();
    fake.failNext('append', FAULTS.unavailable, 2);
    fake.failNext('read', FAULTS.unavailable, 2);
    expect(await store.append(stream, NO_STREAM, [eventOf('message')])).toMatchObject({ outcome: 'appended' });
    expect(await collect(store.readStream(stream))).toHaveLength(1);
  });

  it.each([FAULTS.tooLarge, FAULTS.eventTooLarge, FAULTS.messageTooLarge])(
    'refuses what is too large for good, and says how large it may be: $details',
    async (fault) => {
      const store = stores.open(fake.url());
      fake.failNext('append', fault);
      const error = await rejectionOf(store.append(newStream(), NO_STREAM, [eventOf('message')]));
      expect(error).toBeInstanceOf(AppendRefusedError);
      expect((error.cause as Error).message).toContain(fault.details);
      expect(fake.calls).toEqual(['append']);
    },
  );

  it.each([FAULTS.denied, FAULTS.unauthenticated])('says at once that access was denied: $details', async (fault) => {
    const store = stores.open(fake.url());
    fake.failNext('append', fault);
    fake.failNext('read', fault);
    for (const call of [store.append(newStream(), NO_STREAM, [eventOf('message')]), store.lastPosition()]) {
      const error = await rejectionOf(call);
      expect(error).toBeInstanceOf(EventStoreUnavailableError);
      expect(error.message).toContain(`127.0.0.1:${fake.port} denied access`);
    }
    expect(fake.calls.toSorted()).toEqual(['append', 'read']);
  });

  it('leaves it unknown what became of an append that it never answered', async () => {
    const store = stores.open(fake.url(), { deadlines: { appendMs: 50, readMs: 50 } });
    fake.failNext('append', 'silence', Infinity);
    const error = await rejectionOf(store.append(newStream(), NO_STREAM, [eventOf('message')]));
    expect(error).toBeInstanceOf(AppendOutcomeUnknownError);
  });

  it('leaves it unknown when it gave up waiting for its own log', async () => {
    const store = stores.open(fake.url());
    fake.failNext('append', FAULTS.timeout, Infinity);
    const error = await rejectionOf(store.append(newStream(), NO_STREAM, [eventOf('message')]));
    expect(error).toBeInstanceOf(AppendOutcomeUnknownError);
  });

  it('stored nothing when there was no leader', async () => {
    const store = stores.open(fake.url());
    fake.failNext('append', FAULTS.noLeader, Infinity);
    const error = await rejectionOf(store.append(newStream(), NO_STREAM, [eventOf('message')]));
    expect(error).toBeInstanceOf(EventStoreUnavailableError);
    expect(error.message).toContain('No leader info');
  });

  it('does not keep a reader waiting for ever', async () => {
    const store = stores.open(fake.url(), { deadlines: { appendMs: 50, readMs: 50 } });
    fake.failNext('read', 'silence', Infinity);
    const error = await rejectionOf(store.lastPosition());
    expect(error.message).toContain('no answer within 50 ms');
  });

  it('is not the leader, and the one it names is away: says so instead of trying for ever', async () => {
    const store = stores.open(fake.url());
    fake.failNext('append', notLeader('127.0.0.1', await freePort()), Infinity);
    const error = await rejectionOf(store.append(newStream(), NO_STREAM, [eventOf('message')]));
    expect(error).toBeInstanceOf(EventStoreUnavailableError);
    expect(error.message).toContain(`127.0.0.1:${fake.port}`);
  });
});
