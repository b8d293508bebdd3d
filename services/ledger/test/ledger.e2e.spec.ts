import { billing } from '@credit-ledger/contracts';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { eventually } from '@credit-ledger/testing';
import { createLedgerApp, granted, registered, type LedgerApp } from './ledger-app.js';
import { holdExpired, holdRequested, runEnded, usageMetered } from './metering-messages.js';

describe('the ledger', () => {
  let ledger: LedgerApp;
  let staff: string;
  beforeAll(async () => {
    ledger = await createLedgerApp();
    staff = await ledger.token({ sub: 'staff-1', platformRole: 'staff' });
  });
  afterAll(() => ledger.close());

  const get = (path: string, token = staff) => request(ledger.server).get(path).auth(token, { type: 'bearer' });
  const balanceOf = async (organisation: string, after: string) => {
    const { body } = await get(`/v1/organisations/${organisation}/balance`).query({ after }).expect(200);
    return body as { balance: number; held: number; available: number; caughtUp: boolean };
  };
  const deadLetters = async (organisation: string) => {
    const sql = 'select status, code from dead_letters where record_key = $1 order by id';
    return (await ledger.pool.query<{ status: string; code: string }>(sql, [organisation])).rows;
  };

  test('follows credits and usage from the bus to every view', async () => {
    // Two sources have no order between them: the credits have to be there before the run asks for them.
    await ledger.publish(registered('acme'), granted('acme', 'payment-1', 1000n, 2n));
    expect(await balanceOf('acme', 'billing#1:acme:2')).toMatchObject({ balance: 1000, caughtUp: true });
    await ledger.publish(holdRequested('acme', 'run-1', 500n, 1n), usageMetered('acme', 'run-1', 120n, 2n));
    expect(await balanceOf('acme', 'metering#1:acme:2')).toEqual({
      balance: 880,
      held: 380,
      available: 500,
      version: expect.any(Number),
      lowBalance: { threshold: 100, own: false, low: false },
      forecast: null,
      caughtUp: true,
    });
    await ledger.publish(runEnded('acme', 'run-1', 3n));
    expect(await balanceOf('acme', 'metering#1:acme:3')).toMatchObject({ balance: 880, held: 0, caughtUp: true });

    const { body: monthly } = await get('/v1/organisations/acme/usage/monthly').expect(200);
    expect(monthly.months).toHaveLength(4);
    const { body: list } = await get('/v1/organisations/acme/transactions').expect(200);
    expect(list.items).toEqual([
      expect.objectContaining({
        transactionId: 'usage-run-1',
        credits: -120,
        actor: 'system',
        details: expect.objectContaining({ photoEventName: 'Boston Marathon 2014', usageType: 'PHOTO_PROCESSING' }),
      }),
      expect.objectContaining({
        transactionId: 'addition-payment-1',
        type: 'PURCHASE',
        credits: 1000,
        details: expect.objectContaining({ gateway: 'sandbox', paymentId: 'payment-1', orderId: 'order-of-payment-1' }),
      }),
    ]);
  });

  test('lists credits that a plan includes once, with whoever gave them and why', async () => {
    const bought = { paymentId: '', orderId: '', gateway: '' };
    const gift = {
      source: billing.AdditionSource.INCLUDED,
      unitPrice: '0',
      actorId: 'staff-3',
      reason: 'Pro, by contract',
    };
    const included = granted('included', 'plan-2026', 500n, 2n, { ...bought, ...gift });
    await ledger.publish(registered('included'), included, included);
    await balanceOf('included', 'billing#1:included:2');
    const { body } = await get('/v1/organisations/included/transactions?type=purchase').expect(200);
    expect(body.items).toEqual([
      expect.objectContaining({
        ...{ transactionId: 'addition-plan-2026', type: 'INCLUDED', credits: 500, actor: 'staff-3' },
        details: { additionId: 'plan-2026', unitPrice: '0', currency: 'INR', reason: 'Pro, by contract' },
      }),
    ]);
  });

  test('hands the list out as a file, with what is asked for alone', async () => {
    await ledger.publish(
      registered('filed'),
      granted('filed', 'payment-7', 100n, 2n),
      usageMetered('filed', 'run', 20n, 1n),
    );
    await balanceOf('filed', 'billing#1:filed:2');
    await balanceOf('filed', 'metering#1:filed:1');
    const path = '/v1/organisations/filed/transactions';
    const { text, headers } = await get(`${path}.csv`).query({ type: 'usage' }).expect(200);
    expect(headers['content-type']).toMatch(/^text\/csv/);
    expect(text.split('\n').slice(1)).toEqual([expect.stringMatching(/^usage-run,USAGE,-20,/), '']);
    const { body } = await get(`${path}/totals`).expect(200);
    expect(body).toEqual({ transactions: 2, creditsIn: 100, creditsOut: 20, caughtUp: true });
    expect((await get(`${path}/usage-run`).expect(200)).body).toMatchObject({
      details: { photoEventId: 2014 },
      lots: [{ credits: -20, remaining: 80 }],
    });
    expect((await get(`${path}/usage-none`).expect(404)).body.code).toBe('ledger.transaction_not_found');
    await get('/v1/organisations/nobody/transactions.csv').expect(404);
    const staffList = await get('/v1/transactions').query({ organisationId: 'filed', type: 'purchase' }).expect(200);
    expect(staffList.body.items).toMatchObject([{ organisationId: 'filed', transactionId: 'addition-payment-7' }]);
    const totalsOf = (query: object) => get('/v1/transactions/totals').query(query);
    const ofFiled = (await totalsOf({ organisationId: 'filed' }).expect(200)).body;
    expect(ofFiled).toEqual({ transactions: 2, creditsIn: 100, creditsOut: 20 });
    const ofAll = (await totalsOf({ type: 'usage' }).expect(200)).body;
    expect(ofAll.creditsOut).toBeGreaterThanOrEqual(ofFiled.creditsOut);
    expect(ofAll.creditsIn).toBe(0);
    await totalsOf({ organisationId: 'nobody' }).expect(404);
    for (const wrong of ['type=all', 'photoEventId=x', 'from=2026-02-30', 'text=', 'from=2026-11-02&to=2026-11-01']) {
      expect((await get(`${path}?${wrong}`).expect(400)).body.code).toBe('request.invalid');
    }
  });

  test('keeps with every stored event which message it came from, what had caused that, and the request behind it all', async () => {
    await ledger.publish(registered('traced'), granted('traced', 'payment-8', 100n, 2n));
    await balanceOf('traced', 'billing#1:traced:2');
    await ledger.publish(
      holdRequested('traced', 'run', 50n, 1n),
      usageMetered('traced', 'run', 20n, 2n),
      runEnded('traced', 'run', 3n),
    );
    expect(await balanceOf('traced', 'metering#1:traced:3')).toMatchObject({ caughtUp: true });
    const stored = await ledger.storedMetadata('traced');
    const origin = (messageId: string) => ({
      messageId,
      correlationId: `request-of-${messageId}`,
      causationId: `cause-of-${messageId}`,
    });
    expect(
      stored.map(({ type, messageId, correlationId, causationId }) => ({
        type,
        messageId,
        correlationId,
        causationId,
      })),
    ).toEqual([
      { type: 'AccountOpened', ...origin('billing#1-traced-1') },
      { type: 'CreditsAdded', ...origin('billing#1-traced-2') },
      { type: 'HoldPlaced', ...origin('metering#1-traced-1') },
      { type: 'UsageCharged', ...origin('metering#1-traced-2') },
      { type: 'HoldReleased', ...origin('metering#1-traced-3') },
    ]);
  });

  test('sets aside all that a run needs or nothing, and takes back a hold that nobody used', async () => {
    await ledger.publish(registered('all'), granted('all', 'payment-9', 100n, 2n));
    await balanceOf('all', 'billing#1:all:2');
    await ledger.publish(holdRequested('all', 'rotation', 101n, 1n, true));
    expect(await balanceOf('all', 'metering#1:all:1')).toMatchObject({ held: 0, caughtUp: true });
    await ledger.publish(holdRequested('all', 'rotation', 100n, 2n, true));
    expect(await balanceOf('all', 'metering#1:all:2')).toMatchObject({ held: 100, available: 0, caughtUp: true });
    await ledger.publish(holdExpired('all', 'rotation', 'hold-1', 3n), holdExpired('all', 'rotation', 'hold-2', 4n));
    expect(await balanceOf('all', 'metering#1:all:4')).toMatchObject({ held: 0, available: 100, caughtUp: true });
    expect((await ledger.storedMetadata('all')).map(({ type }) => type).slice(2)).toEqual([
      'HoldRefused',
      'HoldPlaced',
      'MessageNoted',
      'HoldReleased',
    ]);
  });

  test('counts a message once, however often and in whatever company it is delivered', async () => {
    const messages = [
      registered('twice'),
      granted('twice', 'payment-2', 1000n, 2n),
      granted('twice', 'payment-3', 1000n, 3n),
    ];
    await ledger.publish(...messages);
    await ledger.publish(...messages, usageMetered('twice', 'run', 10n, 1n));
    await ledger.publish(
      messages[1] as never,
      usageMetered('twice', 'run', 10n, 1n),
      usageMetered('twice', 'run', 10n, 2n),
    );
    expect(await balanceOf('twice', 'metering#1:twice:2')).toMatchObject({ caughtUp: true });
    expect(await balanceOf('twice', 'billing#1:twice:3')).toMatchObject({ balance: 1980, caughtUp: true });
  });

  test('parks what stands behind a message that it cannot take, and goes on with everybody else', async () => {
    const bad = granted('parked', 'payment-4', 0n, 2n);
    await ledger.publish(registered('parked'), bad, granted('parked', 'payment-5', 1000n, 3n));
    await ledger.publish(registered('neighbour'), granted('neighbour', 'payment-6', 1000n, 2n));
    expect(await balanceOf('neighbour', 'billing#1:neighbour:2')).toMatchObject({ balance: 1000, caughtUp: true });
    await eventually(async () =>
      expect(await deadLetters('parked')).toEqual([
        { status: 'dead', code: 'request.invalid_value' },
        { status: 'parked', code: 'message.parked' },
      ]),
    );
    // Given up by an operator: what waited behind it goes on.
    await ledger.pool.query(
      "update dead_letters set status = 'discarded', resolved_at = now(), resolved_by = 'op', resolution_reason = 'zero' where record_key = 'parked' and status = 'dead'",
    );
    await eventually(async () =>
      expect(await balanceOf('parked', 'billing#1:parked:3')).toMatchObject({ balance: 1000, caughtUp: true }),
    );
  });

  test('takes no message whose key is another organisation', async () => {
    const foreign = { ...granted('victim', 'payment-7', 1000n, 1n), key: 'thief' };
    await ledger.publish(foreign, { ...foreign, key: 'thief', value: new Uint8Array([1, 2, 3]) });
    await eventually(async () =>
      expect((await deadLetters('thief')).map(({ code }) => code)).toEqual([
        'message.key_mismatch',
        'message.key_mismatch',
      ]),
    );
    for (const view of ['balance', 'usage/monthly', 'transactions']) {
      const { body } = await get(`/v1/organisations/victim/${view}`).expect(404);
      expect(body.code).toBe('ledger.account_not_found');
    }
  });

  test('grants credits once per key, and lets the granter read his own write', async () => {
    await ledger.publish(registered('granted'));
    await balanceOf('granted', 'billing#1:granted:1');
    const grant = (key: string, body: object) =>
      request(ledger.server)
        .post('/v1/organisations/granted/admin-grants')
        .auth(staff, { type: 'bearer' })
        .set('Idempotency-Key', key)
        .send(body);
    const body = { credits: 500, reason: 'Goodwill' };
    const answers = await Promise.all(Array.from({ length: 5 }, () => grant('key-1', body)));
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201, 201]);
    expect(new Set(answers.map((answer) => JSON.stringify(answer.body))).size).toBe(1);
    const token = answers[0]?.headers['consistency-token'] as string;
    expect(answers.map(({ headers }) => headers['consistency-token'])).toEqual(Array(5).fill(token));
    expect(await balanceOf('granted', token)).toMatchObject({ balance: 500, caughtUp: true });
    const reused = await grant('key-1', { credits: 501, reason: 'Goodwill' }).expect(422);
    expect(reused.body.code).toBe('request.idempotency_key_reused');
    const { body: list } = await get('/v1/organisations/granted/transactions?type=purchase').expect(200);
    expect(list.items[0]).toMatchObject({ type: 'ADMIN_GRANT', actor: 'staff-1', details: { reason: 'Goodwill' } });
    const unknown = await request(ledger.server)
      .post('/v1/organisations/nobody/admin-grants')
      .auth(staff, { type: 'bearer' })
      .set('Idempotency-Key', 'key-2')
      .send(body)
      .expect(404);
    expect(unknown.body).toMatchObject({ code: 'ledger.account_not_found' });
  });

  describe('a grant whose key', () => {
    const grant = (key: string, credits: number) =>
      request(ledger.server)
        .post('/v1/organisations/repeated/admin-grants')
        .auth(staff, { type: 'bearer' })
        .set({ 'Idempotency-Key': key, 'X-Correlation-Id': `request-${key}` })
        .send({ credits, reason: 'Goodwill' });
    const granted = async () => {
      const { body } = await get('/v1/organisations/repeated/transactions?type=purchase').expect(200);
      return (body.items as { credits: number }[]).map(({ credits }) => credits);
    };
    beforeAll(async () => {
      await ledger.publish(registered('repeated'));
      await balanceOf('repeated', 'billing#1:repeated:1');
    });

    test('was kept, and whose answer a crash prevented, is finished by the same request alone', async () => {
      const first = await grant('crashed', 500).expect(201);
      await ledger.pool.query("update idempotency_keys set answer = null where key = 'crashed'");
      expect((await grant('crashed', 501).expect(422)).body.code).toBe('request.idempotency_key_reused');
      const second = await grant('crashed', 500).expect(201);
      expect(second.body).toEqual(first.body);
      await balanceOf('repeated', second.headers['consistency-token'] as string);
      expect(await granted()).toEqual([500]);
      expect((await grant('crashed', 500).expect(201)).headers['consistency-token']).toBe(
        second.headers['consistency-token'],
      );
    });

    test('had its time is refused, because the grant was made and nobody knows of how much', async () => {
      await grant('old', 70).expect(201);
      await ledger.pool.query("delete from idempotency_keys where key = 'old'");
      for (const credits of [71, 70, 70]) {
        expect((await grant('old', credits).expect(422)).body.code).toBe('request.idempotency_key_reused');
      }
    });

    test('is sent once is stored with an id made of that key alone, and with the request that caused it', async () => {
      const { body } = await grant('named', 9).expect(201);
      const stored = (await ledger.storedMetadata('repeated')).at(-1);
      expect(stored).toMatchObject({
        messageId: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/),
        ...{ correlationId: 'request-named', causationId: 'request-named', source: 'ledger-http', sequence: '' },
      });
      expect(body.additionId).toBe(`grant-${stored?.messageId}`);
    });
  });

  test.each([
    [{ credits: 0, reason: 'x' }, 'credits'],
    [{ credits: -5, reason: 'x' }, 'credits'],
    [{ credits: 1e300, reason: 'x' }, 'credits'],
    [{ credits: 1.5, reason: 'x' }, 'credits'],
    [{ credits: '5', reason: 'x' }, 'credits'],
    [{ credits: 5 }, 'reason'],
    [{ credits: 5, reason: '' }, 'reason'],
    [{ credits: 5, reason: ' \u200b ' }, 'reason'],
    [{ credits: 5, reason: 'x', note: 'y' }, 'note'],
  ])('refuses the grant %j and names %s', async (body, field) => {
    const { body: problem } = await request(ledger.server)
      .post('/v1/organisations/acme/admin-grants')
      .auth(staff, { type: 'bearer' })
      .set('Idempotency-Key', 'key-of-a-bad-request')
      .send(body)
      .expect(400)
      .expect('Content-Type', /application\/problem\+json/);
    expect(problem).toMatchObject({
      code: 'request.invalid',
      errors: expect.arrayContaining([expect.objectContaining({ field })]),
    });
  });

  test.each([
    ['limit=0', 'limit'],
    ['limit=201', 'limit'],
    ['limit=abc', 'limit'],
    ['type=refund', 'type'],
    ['colour=red', 'colour'],
    ['cursor=%21%21', 'cursor'],
    ['after=nonsense', 'after'],
    ['after=billing%231:other:1', 'after'],
  ])('refuses the query %s and names %s', async (query, field) => {
    const { body } = await get(`/v1/organisations/acme/transactions?${query}`).expect(400);
    expect(JSON.stringify(body)).toContain(field);
    expect(body.code).toMatch(/^request\./);
  });

  test('says so when a write does not show within two seconds', async () => {
    expect(await balanceOf('acme', 'billing#1:acme:999')).toMatchObject({ balance: 880, caughtUp: false });
    expect(await balanceOf('not-yet', 'billing#1:not-yet:1')).toMatchObject({
      balance: 0,
      lowBalance: { threshold: 100, own: false, low: true },
      caughtUp: false,
    });
  });

  test('shows an account to its members, staff and services only', async () => {
    const member = await ledger.token({ sub: 'ann', memberships: { acme: 'operator' } });
    const stranger = await ledger.token({ sub: 'bob', memberships: { other: 'admin' } });
    await get('/v1/organisations/acme/balance', member).expect(200);
    await get('/v1/organisations/acme/balance', stranger).expect(403);
    await request(ledger.server).get('/v1/organisations/acme/balance').expect(401);
    await request(ledger.server)
      .post('/v1/organisations/acme/admin-grants')
      .auth(member, { type: 'bearer' })
      .set('Idempotency-Key', 'key-3')
      .send({ credits: 1, reason: 'mine' })
      .expect(403);
  });
});
