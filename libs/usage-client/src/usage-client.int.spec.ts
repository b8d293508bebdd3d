import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { InvalidValueError } from '@credit-ledger/kernel';
import { eventually, frozenClock } from '@credit-ledger/testing';
import { MeteringStandIn, type Behaviour } from '../test/metering-stand-in.js';
import { numberedReport, sampleReport, spooled } from '../test/sample-report.js';
import { SpoolDirectories } from '../test/spool-directories.js';
import { UsageTopic } from '../test/usage-topic.js';
import {
  connectUsageClient,
  SpoolFullError,
  SpoolInUseError,
  UnsupportedTransportError,
  UsageClientClosedError,
  type UsageClient,
  type UsageClientMetrics,
  type UsageClientOptions,
} from './index.js';

const directories = new SpoolDirectories();
const clients: UsageClient[] = [];
let metering: MeteringStandIn;
let spoolDir: string;

beforeAll(async () => {
  metering = await MeteringStandIn.start();
});
afterAll(() => metering.close());
beforeEach(async () => {
  spoolDir = await directories.make();
  metering.stored.length = 0;
  metering.requests.length = 0;
  metering.behave = () => 'take';
  metering.isRejected = () => false;
});
afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.close({ deadlineMs: 0 })));
  await directories.remove();
});

async function connect(change: Partial<UsageClientOptions> = {}): Promise<UsageClient> {
  const options = { url: metering.url, token: 'token', spoolDir, source: 'spec', lockStaleMs: 2_000 };
  const client = await connectUsageClient({ ...options, ...change });
  clients.push(client);
  return client;
}

const range = (count: number) => Array.from({ length: count }, (_, n) => n);
const reportAll = (client: UsageClient, count: number) =>
  Promise.all(range(count).map((n) => client.report(numberedReport(n))));
const idsOf = (count: number) => range(count).map((n) => spooled(numberedReport(n)).id);
const AWAY: Behaviour = { status: 503 };

describe('a usage client', () => {
  it('sends what was reported, in order and together', async () => {
    const client = await connect();
    const ids = await reportAll(client, 1_500);
    expect(await client.flush()).toEqual({ unsent: 0 });
    expect(ids).toEqual(idsOf(1_500));
    expect(metering.storedIds).toEqual(ids);
    expect(metering.requests.length).toBeLessThan(5);
  });

  it('sends by itself, without a flush', async () => {
    const client = await connect();
    await reportAll(client, 2);
    await eventually(() => metering.stored.length === 2);
  });

  it('spools nothing of a report that is wrong', async () => {
    metering.behave = () => AWAY;
    const client = await connect();
    await expect(client.report(sampleReport({ runId: '' }))).rejects.toMatchObject({ field: 'runId' });
    await expect(client.report(sampleReport({ key: 'a b' }))).rejects.toMatchObject({ field: 'key' });
    expect(client.status()).toEqual({ reports: 0, bytes: 0, oldestAgeMs: 0 });
  });

  it.each<Behaviour>(['drop', 'takeAndDrop', 'mumble', { status: 503 }, { status: 401 }])(
    'loses nothing while metering does %j',
    async (behaviour) => {
      metering.behave = (request) => (request <= 3 ? behaviour : 'take');
      const client = await connect();
      await reportAll(client, 50);
      await client.flush();
      // A report whose answer was lost comes again, under the id it had.
      expect([...new Set(metering.storedIds)]).toEqual(idsOf(50));
    },
  );

  it('waits as long as metering asks', async () => {
    const delays: number[] = [];
    metering.behave = (request) => (request === 1 ? { status: 429, headers: { 'Retry-After': '1' } } : 'take');
    const client = await connect({ metrics: { retried: ({ delayMs }) => delays.push(delayMs) } });
    await reportAll(client, 1);
    await client.flush();
    expect(delays).toEqual([expect.any(Number)]);
    expect(delays[0]).toBeGreaterThanOrEqual(1_000);
  });

  it('keeps what was rejected in a file with the reason, and sends the rest', async () => {
    const [, bad] = idsOf(3);
    metering.isRejected = ({ id }) => id === bad;
    const rejected: string[] = [];
    const metrics: UsageClientMetrics = { rejected: ({ report }) => rejected.push(report.id) };
    const client = await connect({ metrics, clock: frozenClock('2026-11-21T09:30:00.000Z') });
    await reportAll(client, 3);
    expect(await client.flush()).toEqual({ unsent: 0 });
    expect(metering.storedIds).toEqual(idsOf(3).filter((id) => id !== bad));
    expect(rejected).toEqual([bad]);
    const lines = (await readFile(join(spoolDir, 'rejected.ndjson'), 'utf8')).trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      {
        rejectedAt: '2026-11-21T09:30:00.000Z',
        code: 'request.invalid',
        field: 'data.runId',
        detail: 'not liked',
        report: expect.objectContaining({ id: bad, data: expect.objectContaining({ runId: 'run-1' }) }),
      },
    ]);
  });

  it('leaves what it could not send to the next process', async () => {
    metering.behave = () => AWAY;
    const first = await connect();
    await reportAll(first, 20);
    expect(await first.close({ deadlineMs: 50 })).toMatchObject({ unsent: 20 });
    await expect(first.report(sampleReport())).rejects.toBeInstanceOf(UsageClientClosedError);
    metering.behave = () => 'take';
    const next = await connect();
    expect(next.status().reports).toBe(20);
    await next.flush();
    expect(metering.storedIds).toEqual(idsOf(20));
    expect(await next.close()).toEqual({ unsent: 0 });
    expect(await readdir(spoolDir)).toEqual([]);
  });

  it('says why it could not send, as it was the last time', async () => {
    const refused: unknown[] = [];
    metering.behave = () => ({ status: 401, body: { code: 'auth.token_expired', detail: 'the token has expired' } });
    const client = await connect({ metrics: { retried: ({ error }) => refused.push(error) } });
    await reportAll(client, 2);
    await eventually(() => refused.length > 0);
    const reason = 'metering answered 401 auth.token_expired';
    expect(refused[0]).toMatchObject({ message: reason });
    expect(await client.flush({ deadlineMs: 1 })).toEqual({ unsent: 2, reason });
    metering.behave = () => 'take';
    expect(await client.flush()).toEqual({ unsent: 0 });
    metering.behave = () => 'hang';
    await client.report(numberedReport(2));
    const noAnswer = { unsent: 1, reason: 'nothing was answered before the deadline' };
    expect(await client.flush({ deadlineMs: 1 })).toEqual(noAnswer);
    expect(await client.close({ deadlineMs: 1 })).toEqual(noAnswer);
  });

  it('gives the same id to the same work of another process', async () => {
    const first = await connect();
    await first.report(sampleReport());
    await first.close();
    await (await connect({ source: 'spec' })).report(sampleReport());
    await eventually(() => metering.stored.length === 2);
    expect(new Set(metering.storedIds).size).toBe(1);
  });

  it('refuses more than the spool holds, or waits, as it is told', async () => {
    metering.behave = () => AWAY;
    const large = (n: number) =>
      sampleReport({ runId: `run-${n}`, failedPhotoIds: range(1_000).map((id) => `photo-${id}`.padEnd(128, '-')) });
    const refusing = await connect({ spoolBytesMax: 2 * 1_024 * 1_024, whenFull: 'reject' });
    const outcomes = await Promise.allSettled(range(30).map((n) => refusing.report(large(n))));
    expect(outcomes.at(-1)).toMatchObject({ reason: expect.any(SpoolFullError) });
    await refusing.close({ deadlineMs: 0 });

    const waiting = await connect({ spoolBytesMax: 2 * 1_024 * 1_024 });
    const all = Promise.all(range(30).map((n) => waiting.report(large(n))));
    metering.behave = () => 'take';
    await expect(all).resolves.toHaveLength(30);
    await waiting.flush();
    expect(new Set(metering.storedIds).size).toBe(30);
  });

  it('tells what it does, and minds no metrics that throw', async () => {
    metering.behave = (request) => (request === 1 ? AWAY : 'take');
    const told: Record<string, unknown[]> = { spooled: [], retried: [], sent: [], spool: [] };
    const tellAndThrow = (name: string) => (what: unknown) => {
      told[name]?.push(what);
      throw new Error('the metrics are broken');
    };
    const metrics = Object.fromEntries(Object.keys(told).map((name) => [name, tellAndThrow(name)]));
    const client = await connect({ metrics, clock: frozenClock() });
    await reportAll(client, 5);
    await client.flush();
    expect(told['spooled']).toEqual([{ reports: 5, bytes: expect.any(Number) }]);
    expect(told['retried']).toEqual([{ attempt: 1, delayMs: expect.any(Number), error: expect.any(Error) }]);
    expect(told['sent']).toEqual([{ reports: 5, tookMs: expect.any(Number) }]);
    expect(told['spool']?.at(0)).toMatchObject({ reports: 5 });
    expect(told['spool']?.at(-1)).toEqual({ reports: 0, bytes: 0, oldestAgeMs: 0 });
  });

  it('says how long the oldest report has waited', async () => {
    metering.behave = () => AWAY;
    const clock = frozenClock();
    const client = await connect({ clock });
    await reportAll(client, 1);
    await eventually(() => metering.requests.length > 0);
    clock.advanceMs(90_000);
    expect(client.status()).toMatchObject({ reports: 1, oldestAgeMs: 90_000 });
  });

  it('keeps its directory to itself, and gives it back', async () => {
    const first = await connect();
    await expect(connect()).rejects.toBeInstanceOf(SpoolInUseError);
    await first.close();
    await expect(connect()).resolves.toBeDefined();
  });

  it('takes nothing more once its directory was lost to somebody else', async () => {
    const faults: unknown[] = [];
    metering.behave = () => AWAY;
    const client = await connect({ metrics: { faulted: (error) => faults.push(error) } });
    await reportAll(client, 3);
    await rm(join(spoolDir, 'lock'), { recursive: true });
    await eventually(() => faults.length > 0);
    expect(faults).toEqual([expect.any(SpoolInUseError)]);
    await expect(client.report(sampleReport())).rejects.toBeInstanceOf(SpoolInUseError);
    expect(await client.flush()).toEqual({ unsent: 3, reason: 'metering answered 503' });
  });

  it('makes its directory, and leaves files that are not its own alone', async () => {
    await writeFile(join(spoolDir, 'not-mine.txt'), 'left alone');
    await (await connect()).close();
    await connect({ spoolDir: join(spoolDir, 'made', 'when-missing') });
    expect(await readFile(join(spoolDir, 'not-mine.txt'), 'utf8')).toBe('left alone');
  });

  it.each<[string, Partial<UsageClientOptions>]>([
    ['url', { url: undefined as never }],
    ['url', { url: '' }],
    ['token', { token: undefined as never }],
    ['token', { token: '' }],
    ['source', { source: 'photo pipeline' }],
    ['spoolDir', { spoolDir: '' }],
    ['whenFull', { whenFull: 'drop' as never }],
    ['spoolBytesMax', { spoolBytesMax: 1_000 }],
    ['lockStaleMs', { lockStaleMs: 10 }],
    ['batch.reportsMax', { batch: { reportsMax: 1_001 } }],
    ['batch.bytesMax', { batch: { bytesMax: 0 } }],
    ['batch.lingerMs', { batch: { lingerMs: 0.5 } }],
  ])('does not start with a wrong %s', async (field, change) => {
    await expect(connect(change)).rejects.toThrow(InvalidValueError);
    await expect(connect(change)).rejects.toMatchObject({ field });
  });

  it('does not start on a bus that is not supported, and takes no directory then', async () => {
    await expect(connect({ url: 'rabbit://broker:5672' })).rejects.toBeInstanceOf(UnsupportedTransportError);
    expect(await readdir(spoolDir)).toEqual([]);
  });
});

describe('a usage client on the embedded log', () => {
  let topic: UsageTopic;
  beforeAll(async () => {
    topic = await UsageTopic.onEmbeddedLog();
  });
  afterAll(() => topic.close());

  it('keeps reports while the database is away, and publishes them in order when it is back', async () => {
    const retried: unknown[] = [];
    const metrics: UsageClientMetrics = { retried: (retry) => retried.push(retry) };
    const client = await connect({ url: topic.databaseUrl, metrics });
    await topic.interrupt();
    await reportAll(client, 200);
    await eventually(() => retried.length > 0);
    expect(client.status().reports).toBe(200);
    await topic.restore();
    expect(await client.flush()).toEqual({ unsent: 0 });
    const ids = (await topic.received()).map(({ id }) => id);
    expect([...new Set(ids)]).toEqual(idsOf(200));
  });
});
