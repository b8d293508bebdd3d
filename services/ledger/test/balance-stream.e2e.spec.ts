import { beforeAll, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { eventually } from '@credit-ledger/testing';
import { EventStream } from './event-stream.js';
import { createLedgerApp, granted, registered, type LedgerApp } from './ledger-app.js';

describe('the live balance', () => {
  let ledger: LedgerApp;
  let admin: string;
  let url: string;
  let sequence = 1n;
  beforeAll(async () => {
    ledger = await createLedgerApp();
    admin = await ledger.token({ sub: 'ann', memberships: { acme: 'admin', nobody: 'admin' } });
    await ledger.app.listen(0, '127.0.0.1');
    url = await ledger.app.getUrl();
    await ledger.publish(registered('acme'));
    await grant(1000n);
  });
  const grant = async (credits: bigint) => {
    sequence += 1n;
    await ledger.publish(granted('acme', `payment-${sequence}`, credits, sequence));
    const after = `billing#1:acme:${sequence}`;
    const balance = request(ledger.server).get('/v1/organisations/acme/balance').auth(admin, { type: 'bearer' });
    return (await balance.query({ after }).expect(200)).body as { version: number };
  };
  const listen = (headers: Record<string, string> = {}, organisation = 'acme') =>
    EventStream.open(`${url}/v1/organisations/${organisation}/balance/stream`, {
      authorization: `Bearer ${admin}`,
      ...headers,
    });

  test('is the balance now, and again after every change', async () => {
    const stream = await listen();
    expect(stream.response.status).toBe(200);
    expect(stream.response.headers.get('content-type')).toBe('text/event-stream');
    expect(stream.response.headers.get('x-correlation-id')).not.toBeNull();
    await eventually(() => expect(stream.balances).toEqual([1000]));
    expect(stream.text).toMatch(/^retry: 2000\n\n/);
    const { version } = await grant(5n);
    await eventually(() => expect(stream.balances).toEqual([1000, 1005]));
    expect(stream.events[1]).toEqual({
      id: String(version),
      data: { balance: 1005, held: 0, available: 1005, version },
    });
    stream.close();
  });

  test('goes on behind the last event that arrived', async () => {
    const { version } = await grant(5n);
    const stream = await listen({ 'Last-Event-ID': String(version) });
    await grant(7n);
    await eventually(() => expect(stream.balances).toHaveLength(1));
    expect(stream.balances).toEqual([1017]);
    stream.close();
  });

  test('is refused before it begins where there is no account, and for an id that no event had', async () => {
    const unknown = await listen({}, 'nobody');
    await eventually(() => unknown.text.includes('ledger.account_not_found'));
    expect(unknown.response.status).toBe(404);
    const wrong = await listen({ 'Last-Event-ID': 'yesterday' });
    await eventually(() => wrong.text.includes('"field":"Last-Event-ID"'));
    expect(wrong.response.status).toBe(400);
  });

  test('ends with the token', async () => {
    const token = await ledger.token({ sub: 'ann', memberships: { acme: 'admin' }, lifetimeSeconds: 2 });
    const stream = await listen({ authorization: `Bearer ${token}` });
    expect(stream.response.status).toBe(200);
    await eventually(() => stream.ended);
  });

  test('ends when the service stops', async () => {
    const stream = await listen();
    await eventually(() => expect(stream.balances).toHaveLength(1));
    await ledger.close();
    await eventually(() => stream.ended);
  });
});
