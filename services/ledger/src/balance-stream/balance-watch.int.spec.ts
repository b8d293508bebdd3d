import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { silentLog, type ActorId, type OrganisationId } from '@credit-ledger/kernel';
import { eventually } from '@credit-ledger/testing';
import { add } from '../../test/credit-account.scenario.js';
import { EventStream } from '../../test/event-stream.js';
import { createLedgerDatabase, type LedgerDatabase } from '../../test/ledger-database.js';
import { GetBalances, GetBalancesHandler } from '../balance/get-balances.query.js';
import { BalanceStream } from './balance-stream.js';
import { BalanceWatch } from './balance-watch.js';

const LATER = Number.MAX_SAFE_INTEGER;

describe('the watch over balances', () => {
  let ledger: LedgerDatabase;
  let watch: BalanceWatch;
  let server: Server;
  let looks: number[];
  let additions = 0;
  let endsAtMs = LATER;
  beforeAll(async () => {
    ledger = await createLedgerDatabase();
    for (const organisation of ['acme', 'zeta']) await change(organisation);
  });
  afterAll(() => ledger.close());
  beforeEach(async () => {
    looks = [];
    endsAtMs = LATER;
    const handler = new GetBalancesHandler(ledger.pool);
    const read = (ids: readonly OrganisationId[]) => {
      looks.push(ids.length);
      return handler.execute(new GetBalances(ids));
    };
    const options = { limits: { perProcess: 3, perCaller: 2 }, pollMs: 20, restMs: 1, heartbeatMs: 10 };
    watch = new BalanceWatch(read, silentLog, options);
    watch.start();
    server = createServer((request, response) => {
      const [organisationId, listener] = (request.url ?? '').slice(1).split('/') as [OrganisationId, ActorId];
      try {
        watch.admit(new BalanceStream(response, { organisationId, listener, seen: undefined, endsAtMs }), {});
      } catch (error) {
        response.writeHead(500).end((error as { code: string }).code);
      }
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterEach(async () => {
    await watch.stop();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  /** One credit more, projected by a reader that wakes nobody here: another process. */
  const change = async (organisation: string): Promise<void> => {
    await ledger.execute(organisation, add(`gift-${++additions}`, 'ADMIN_GRANT', 1n));
    await ledger.project();
  };
  const listen = (organisation: string, listener = 'ann') =>
    EventStream.open(`http://127.0.0.1:${(server.address() as AddressInfo).port}/${organisation}/${listener}`);
  const balancesOf = (stream: EventStream, count: number) =>
    eventually(() => stream.balances.length >= count && stream.balances);

  test('tells every stream what another process has written, with one query for all', async () => {
    const streams = [await listen('acme'), await listen('acme'), await listen('zeta', 'zoe')];
    const before = await Promise.all(streams.map((stream) => balancesOf(stream, 1)));
    await change('acme');
    const [acme, again] = await Promise.all(streams.slice(0, 2).map((stream) => balancesOf(stream, 2)));
    expect(acme).toEqual([before[0]?.[0], (before[0]?.[0] ?? 0) + 1]);
    expect(again).toEqual(acme);
    expect(streams[2]?.balances).toEqual(before[2]);
    expect(Math.max(...looks)).toBe(2);
  });

  test('looks at nothing while nobody listens', async () => {
    const stream = await listen('acme');
    await balancesOf(stream, 1);
    stream.close();
    // The last look may be under way when the stream closes; a new listener has to be told all the same.
    await balancesOf(await listen('zeta'), 1);
    watch.wake();
    await eventually(() => looks.at(-1) === 1);
  });

  test('lets nobody have more streams than there may be, and gives closed ones to others', async () => {
    const first = await listen('acme', 'ann');
    await listen('acme', 'ann');
    const refused = await listen('acme', 'ann');
    await eventually(() => refused.text === 'ledger.too_many_streams');
    await listen('acme', 'bob');
    const full = await listen('acme', 'cid');
    await eventually(() => full.text === 'ledger.streams_exhausted');
    first.close();
    await eventually(async () => (await listen('acme', 'cid')).response.status === 200);
  });

  test('shows that a quiet stream is alive', async () => {
    const stream = await listen('acme');
    await eventually(() => stream.text.includes(': nothing new\n\n'));
  });

  test('ends a stream when its token expires, and all of them when it stops', async () => {
    const lasting = await listen('acme');
    endsAtMs = 0;
    const expired = await listen('acme');
    await eventually(() => expired.ended);
    expect(lasting.ended).toBe(false);
    await watch.stop();
    await eventually(() => lasting.ended);
    const late = await listen('acme');
    await eventually(() => late.text === 'ledger.streams_exhausted');
  });
});
