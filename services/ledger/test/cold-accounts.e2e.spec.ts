import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { open } from './credit-account.scenario.js';
import { createLedgerApp, type LedgerApp } from './ledger-app.js';
import { applyElsewhere } from './other-process.js';

const ORGANISATIONS = Array.from({ length: 25 }, (_, n) => `cold-${n}`);

describe('accounts that a process has not seen yet', () => {
  let ledger: LedgerApp;
  let staff: string;
  beforeAll(async () => {
    ledger = await createLedgerApp({ DATABASE_POOL_MAX: '2' });
    staff = await ledger.token({ sub: 'staff-1', platformRole: 'staff' });
    // As before a restart.
    await applyElsewhere(ledger.urls.event_store, ORGANISATIONS, open());
  });
  afterAll(() => ledger.close());

  const grant = (organisation: string, key: string) =>
    request(ledger.server)
      .post(`/v1/organisations/${organisation}/admin-grants`)
      .auth(staff, { type: 'bearer' })
      .set('Idempotency-Key', key)
      .send({ credits: 5, reason: 'Goodwill' });

  test('are granted credits all at once, by more requests than there are connections', async () => {
    const answers = await Promise.all(ORGANISATIONS.slice(0, 24).map((organisation) => grant(organisation, 'key-1')));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 201));
  });

  test('are granted credits once by many requests with one key', async () => {
    const answers = await Promise.all(Array.from({ length: 9 }, () => grant('cold-24', 'key-2')));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 201));
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
  });
});
