import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { eventually } from '@credit-ledger/testing';
import { add } from './credit-account.scenario.js';
import { createLedgerApp, granted, registered, type LedgerApp } from './ledger-app.js';
import { usageMetered } from './metering-messages.js';
import { applyElsewhere } from './other-process.js';

describe('what would stop the views of everybody', () => {
  let ledger: LedgerApp;
  let staff: string;
  beforeAll(async () => {
    ledger = await createLedgerApp();
    staff = await ledger.token({ sub: 'staff-1', platformRole: 'staff' });
  });
  afterAll(() => ledger.close());

  const letterOf = async (organisation: string) => {
    const sql = 'select status, code, reason from dead_letters where record_key = $1';
    return (await ledger.pool.query<object>(sql, [organisation])).rows;
  };

  test.each([
    ['half a character', '"thanks \\ud83d"'],
    ['NUL', '"thanks \\u0000"'],
  ])('is no grant whose reason has %s', async (_, reason) => {
    await ledger.publish(registered('granted'));
    const { body } = await request(ledger.server)
      .post('/v1/organisations/granted/admin-grants')
      .auth(staff, { type: 'bearer' })
      .set({ 'Idempotency-Key': `key-${reason.length}`, 'Content-Type': 'application/json' })
      .send(`{"credits":5,"reason":${reason}}`)
      .expect(400);
    expect(body).toMatchObject({ code: 'request.invalid', errors: [{ field: 'reason' }] });
  });

  test.each([
    ['named', usageMetered('named', 'run', 1n, 1n, { photoEventName: 'a\0b' }), 'photo_event_name'],
    ['identified', granted('identified', 'payment\0', 1n, 1n), 'addition_id'],
    ['ahead', usageMetered('ahead', 'run', 1n, 1n, { chargedAt: '9999-12-31T12:00:00Z' }), 'charged_at'],
    ['huge', usageMetered('huge', 'run', 9_007_199_254_740_991n, 1n), 'credits'],
  ])('is a dead letter of %s that names the field', async (organisation, message, field) => {
    await ledger.publish(message);
    await eventually(async () =>
      expect(await letterOf(organisation)).toEqual([
        { status: 'dead', code: 'request.invalid_value', reason: expect.stringMatching(`^${field} `) },
      ]),
    );
  });

  test('leaves views and facts following, also when an event of an earlier release has it', async () => {
    await applyElsewhere(ledger.urls.event_store, ['odd'], add('gift\0\ud83d', 'ADMIN_GRANT', 1n));
    await ledger.publish(registered('neighbour'), granted('neighbour', 'payment-1', 7n, 2n));
    const { body } = await request(ledger.server)
      .get('/v1/organisations/neighbour/balance')
      .query({ after: 'billing#1:neighbour:2' })
      .auth(staff, { type: 'bearer' })
      .expect(200);
    expect(body).toMatchObject({ balance: 7, caughtUp: true });
    await eventually(async () => {
      const { rows } = await ledger.pool.query<object>('select distinct position from checkpoints');
      expect(rows).toHaveLength(1);
    });
    await request(ledger.server).get('/health/ready').expect(200);
  });
});
