import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { eventually, testMessagingUrl } from '@credit-ledger/testing';
import request from 'supertest';
import { createLedgerApp, granted, registered, type LedgerApp } from './ledger-app.js';

describe('a ledger whose database was lost, and its events were not', () => {
  let lost: LedgerApp;
  let anew: LedgerApp;
  beforeAll(async () => {
    lost = await createLedgerApp();
    await lost.publish(registered('acme'), granted('acme', 'payment-1', 1_000n, 2n));
    await eventually(async () => expect(await balanceOf(lost)).toBe(1_000));
    await lost.stop();
    anew = await createLedgerApp({
      EVENT_STORE_URL: lost.urls.event_store,
      MESSAGING_URL: testMessagingUrl(lost.urls.broker),
    });
  });
  afterAll(async () => {
    await anew.close();
    await lost.close();
  });

  async function balanceOf({ server, token }: LedgerApp): Promise<unknown> {
    const staff = await token({ sub: 'staff-1', platformRole: 'staff' });
    const answer = await request(server).get('/v1/organisations/acme/balance').auth(staff, { type: 'bearer' });
    return (answer.body as { balance?: number }).balance;
  }

  test('goes on in the log that knows it, applies nothing twice, and hears what comes', async () => {
    await eventually(async () => expect(await balanceOf(anew)).toBe(1_000));
    await lost.publish(granted('acme', 'payment-2', 500n, 3n));
    await eventually(async () => expect(await balanceOf(anew)).toBe(1_500));
  });
});
