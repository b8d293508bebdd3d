import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  answerOf,
  ApiProblemError,
  billingClient,
  invoicingClient,
  ledgerClient,
  meteringClient,
  type BillingClient,
  type InvoicingClient,
  type LedgerClient,
  type MeteringClient,
} from '@credit-ledger/api-client';
import { findFreePortBase, startInstance, type Instance, type TokenRole } from '@credit-ledger/standalone';
import { eventually } from '@credit-ledger/testing';
import { runReadmeExample } from '../readme-example.js';

const organisationId = 'journey';
const path = { organisationId };

let dataDir: string;
let instance: Instance;
let billing: (role: TokenRole) => BillingClient;
let ledger: LedgerClient;
let metering: MeteringClient;
let invoicing: InvoicingClient;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'customer-journey-'));
  instance = await startInstance({ portBase: await findFreePortBase(), dataDir, env: { all: { LOG_LEVEL: 'error' } } });
  const { urls } = instance;
  const token = (role: TokenRole) => () => instance.token(role, organisationId);
  billing = (role) => billingClient({ baseUrl: urls.billing, token: token(role) });
  ledger = ledgerClient({ baseUrl: urls.ledger, token: token('admin') });
  metering = meteringClient({ baseUrl: urls['processing-metering'], token: token('service') });
  invoicing = invoicingClient({ baseUrl: urls.invoicing, token: token('admin') });
});
afterAll(async () => {
  await instance.stop();
  await rm(dataDir, { recursive: true, force: true });
});

const keyed = (key: string) => ({ header: { 'Idempotency-Key': key } });
const balance = (query: { after?: string } = {}) =>
  answerOf(ledger.GET('/v1/organisations/{organisationId}/balance', { params: { path, query } }));

// One story: each step stands on the one before.
describe('a customer, through the generated clients', () => {
  test('registers, and has free credits', async () => {
    const registered = await answerOf(
      billing('service').POST('/v1/organisations', {
        params: keyed('register'),
        body: { organisationId, name: 'Journey Marathons', region: 'IN' },
      }),
    );
    expect(registered).toMatchObject({ organisationId, currency: 'INR' });
    await eventually(async () => expect(await balance()).toMatchObject({ available: 200 }));
  });

  test('buys credits at the sandbox', async () => {
    const order = await answerOf(
      billing('admin').POST('/v1/organisations/{organisationId}/orders', {
        params: { path, ...keyed('order') },
        body: { credits: 1000, refundPolicyAccepted: true },
      }),
    );
    const checkout = await fetch(`${order.payment.checkoutUrl}/approve`, {
      method: 'POST',
      headers: { accept: 'application/json' },
    });
    const { returnUrl } = (await checkout.json()) as { returnUrl: string };
    const back = await fetch(returnUrl, { headers: { accept: 'application/json' } });
    const after = back.headers.get('Consistency-Token') ?? '';
    expect(await balance({ after })).toMatchObject({ available: 1200, caughtUp: true });
    const { paymentId } = order.payment;
    const payment = await answerOf(
      billing('admin').GET('/v1/organisations/{organisationId}/payments/{paymentId}', {
        params: { path: { organisationId, paymentId } },
      }),
    );
    expect(payment).toMatchObject({ paymentId, state: 'COMPLETED' });
  });

  test('has photos processed, once each, and reads what they cost', async () => {
    const event = {
      specversion: '1.0' as const,
      id: 'report-1',
      type: 'credits.usage.v1.UsageReported' as const,
      source: '/journey',
      data: {
        runId: 'run-1',
        photoEventId: '2014',
        photoEventName: 'Boston Marathon 2014',
        photoProcessing: { photoIds: ['photo-1', 'photo-2', 'photo-3'], bibSearch: true },
      },
    };
    const report = () => metering.POST('/v1/organisations/{organisationId}/usage', { params: { path }, body: event });
    let after = '';
    await eventually(async () => {
      const { response } = await report();
      after = response.headers.get('Consistency-Token') ?? after;
      expect(response.status).toBe(200);
    });
    expect((await report()).response.status).toBe(200);
    expect(await balance({ after })).toMatchObject({ balance: 1197 });

    const { months } = await answerOf(
      ledger.GET('/v1/organisations/{organisationId}/usage/monthly', { params: { path } }),
    );
    expect(months.at(0)).toMatchObject({ creditsUsed: 3, usageTransactions: 1, current: true });
    const { items } = await answerOf(
      ledger.GET('/v1/organisations/{organisationId}/transactions', { params: { path } }),
    );
    expect(items.map(({ credits }) => credits).reduce((sum, credits) => sum + credits, 0)).toBe(1197);
  });

  test('is invoiced', async () => {
    await eventually(async () => {
      const { items } = await answerOf(
        invoicing.GET('/v1/organisations/{organisationId}/invoices', { params: { path } }),
      );
      expect(items).toHaveLength(1);
    });
  });

  test('does what the README shows', async () => {
    const { billing: BILLING, ledger: LEDGER } = instance.urls;
    const env = { BILLING, LEDGER, SERVICE: await instance.token('service') };
    expect(await runReadmeExample('libs/api-client/README.md', env)).toBe('{ available: 200 }\n');
  });

  test('is told by a stable code what was refused', async () => {
    const tooFew = answerOf(
      billing('admin').POST('/v1/organisations/{organisationId}/orders', {
        params: { path, ...keyed('too-few') },
        body: { credits: 1, refundPolicyAccepted: true },
      }),
    );
    await expect(tooFew).rejects.toBeInstanceOf(ApiProblemError);
    await expect(tooFew).rejects.toMatchObject({
      problem: { code: expect.any(String), correlationId: expect.any(String) },
    });
  });
});
