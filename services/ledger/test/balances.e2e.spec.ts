import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { eventually } from '@credit-ledger/testing';
import { createLedgerApp, granted, registered, type LedgerApp } from './ledger-app.js';

describe('the balances of many organisations', () => {
  let ledger: LedgerApp;
  let staff: string;
  beforeAll(async () => {
    ledger = await createLedgerApp();
    staff = await ledger.token({ sub: 'staff-1', platformRole: 'staff' });
    for (const [organisation, credits] of [
      ['acme', 1000n],
      ['zeta', 5n],
    ] as const) {
      await ledger.publish(registered(organisation), granted(organisation, `payment-of-${organisation}`, credits, 2n));
    }
    await eventually(async () => expect((await ask(['acme', 'zeta'])).body.balances).toHaveLength(2));
  });
  afterAll(() => ledger.close());

  const ask = (organisationIds: unknown) =>
    request(ledger.server).post('/v1/balances/query').auth(staff, { type: 'bearer' }).send({ organisationIds });

  test('come in the order they were asked for, and those nobody knows apart', async () => {
    const { body } = await ask(['zeta', 'nobody', 'acme']).expect(200);
    expect(body).toEqual({
      balances: [
        { organisationId: 'zeta', balance: 5, held: 0, available: 5, version: expect.any(Number) },
        { organisationId: 'acme', balance: 1000, held: 0, available: 1000, version: expect.any(Number) },
      ],
      unknown: ['nobody'],
    });
  });

  test('are asked for 500 at a time, each once', async () => {
    const names = Array.from({ length: 501 }, (_, index) => `organisation-${index}`);
    expect((await ask(names.slice(1)).expect(200)).body.unknown).toHaveLength(500);
    for (const wrong of [names, [], ['acme', 'acme'], 'acme', undefined]) {
      const { body } = await ask(wrong).expect(400);
      expect(body.code).toBe('request.invalid');
      const fields = (body.errors as { field: string }[]).map(({ field }) => field);
      expect(new Set(fields)).toEqual(new Set(['organisationIds']));
    }
    expect((await ask(['acme', 'no such id']).expect(400)).body.errors).toEqual([
      { field: 'organisationIds[1]', problem: expect.stringContaining('letters') },
    ]);
  });

  test('are for staff and services', async () => {
    const admin = await ledger.token({ sub: 'ann', memberships: { acme: 'admin' } });
    const query = request(ledger.server).post('/v1/balances/query').auth(admin, { type: 'bearer' });
    await query.send({ organisationIds: ['acme'] }).expect(403);
  });
});
