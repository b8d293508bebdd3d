import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { InMemorySnapshotStore } from '@credit-ledger/event-sourcing';
import { PostgresEventStore } from '@credit-ledger/event-store-postgres';
import { silentLog, systemClock, type OrganisationId } from '@credit-ledger/kernel';
import { AccountRepository } from '../src/credit-account/account-repository.js';
import { accountStream } from '../src/credit-account/account-stream.js';
import { open } from './credit-account.scenario.js';
import { createLedgerApp, type LedgerApp } from './ledger-app.js';

const ORGANISATIONS = Array.from({ length: 25 }, (_, n) => `cold-${n}` as OrganisationId);

describe('accounts that a process has not seen yet', () => {
  let ledger: LedgerApp;
  let staff: string;
  beforeAll(async () => {
    ledger = await createLedgerApp({ DATABASE_POOL_MAX: '2' });
    staff = await ledger.token({ sub: 'staff-1', platformRole: 'staff' });
    // Opened by another process, as before a restart.
    const store = new PostgresEventStore({ url: ledger.urls.event_store, log: silentLog });
    const other = new AccountRepository({
      ...{ store, snapshots: new InMemorySnapshotStore(), clock: systemClock, log: silentLog },
    });
    await Promise.all(ORGANISATIONS.map((organisation) => other.execute(accountStream(organisation), open())));
    await store.close();
  });
  afterAll(() => ledger.close());

  const grant = (organisation: OrganisationId, key: string) =>
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
    const [last] = ORGANISATIONS.slice(-1) as [OrganisationId];
    const answers = await Promise.all(Array.from({ length: 9 }, () => grant(last, 'key-2')));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 201));
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
  });
});
