import { createHmac, randomUUID } from 'node:crypto';
import { answerOf } from '@credit-ledger/api-client';
import { eventually } from '@credit-ledger/testing';
import { SANDBOX_SECRET, usageOf, type World } from './world.js';

/** What a route needs beyond the examples of its document: things that exist, and values that nobody used before. */
export type RouteExample = {
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** Changes to the document's example body. */
  readonly body?: unknown;
};

type Prepare = (world: World, organisationId: string) => Promise<RouteExample>;

const ofRun: Prepare = async (world, organisationId) => ({ path: { runId: await world.newRun(organisationId) } });
const ofChargedRun: Prepare = async (world, organisationId) => ({
  path: { runId: await world.newChargedRun(organisationId) },
  body: { credits: 1 },
});
const ofPurchase: Prepare = async (world, organisationId) => ({
  path: { paymentId: await world.newPurchase(organisationId) },
  body: { credits: 1 },
});
const ofOrder: Prepare = async (world, organisationId) => ({ path: await world.newOrder(organisationId) });

/** A route with parameters in its path that is missing here fails the walk, and so does an entry without a route. */
export const ROUTE_EXAMPLES: Readonly<Record<string, Prepare>> = {
  'billing POST /v1/organisations': () => Promise.resolve({ body: { organisationId: `walk-${randomUUID()}` } }),
  'billing GET /v1/organisations/{organisationId}/orders/{orderId}': ofOrder,
  'billing GET /v1/organisations/{organisationId}/payments/{paymentId}': ofOrder,
  'billing POST /v1/organisations/{organisationId}/payments/{paymentId}/recheck': ofOrder,
  'billing GET /sandbox/checkout/{checkoutId}': ofOrder,
  'billing GET /sandbox/checkout/{checkoutId}/left': ofOrder,
  'billing POST /sandbox/checkout/{checkoutId}/{decision}': async (world, organisationId) => ({
    path: { ...(await world.newOrder(organisationId)), decision: 'approve' },
    headers: { accept: 'application/json' },
  }),
  'billing GET /v1/payments/return': async (world, organisationId) => {
    const { checkoutId } = await world.newOrder(organisationId);
    const { searchParams } = await world.approve(checkoutId);
    return { query: Object.fromEntries(searchParams), headers: { accept: 'application/json' } };
  },
  'billing POST /v1/gateways/sandbox/webhook': async (world, organisationId) => {
    const { checkoutId, paymentId } = await world.newOrder(organisationId);
    const body = JSON.stringify({
      checkoutId,
      reference: paymentId,
      state: 'OPEN',
      amountMinor: '177000',
      currency: 'INR',
    });
    const signature = createHmac('sha256', SANDBOX_SECRET).update(body).digest('hex');
    return { body, headers: { 'X-Sandbox-Signature': signature } };
  },
  'ledger GET /v1/organisations/{organisationId}/transactions/{transactionId}': async (world, organisationId) => {
    const params = { path: { organisationId } };
    // The free credits of its registration follow it.
    const transactionId = await eventually(async () => {
      const listing = world.ledger.GET('/v1/organisations/{organisationId}/transactions', { params });
      return (await answerOf(listing)).items[0]?.transactionId ?? false;
    });
    return { path: { transactionId } };
  },
  'ledger POST /v1/organisations/{organisationId}/runs/{runId}/refunds': ofChargedRun,
  'ledger POST /v1/organisations/{organisationId}/purchases/{paymentId}/reversals': ofPurchase,
  'processing-metering POST /v1/organisations/{organisationId}/usage': (_world, organisationId) =>
    Promise.resolve({ body: usageOf(organisationId) }),
  'processing-metering POST /v1/usage': (_world, organisationId) => Promise.resolve({ body: usageOf(organisationId) }),
  'processing-metering POST /v1/organisations/{organisationId}/runs': () =>
    Promise.resolve({ body: { runId: `run-${randomUUID()}` } }),
  'processing-metering GET /v1/organisations/{organisationId}/runs/{runId}': ofRun,
  'processing-metering GET /v1/organisations/{organisationId}/runs/{runId}/gate': ofRun,
  'processing-metering GET /v1/organisations/{organisationId}/runs/{runId}/history': ofRun,
  'processing-metering POST /v1/organisations/{organisationId}/runs/{runId}/complete': ofRun,
  'processing-metering POST /v1/organisations/{organisationId}/runs/{runId}/cancel': ofRun,
  'processing-metering POST /v1/organisations/{organisationId}/runs/{runId}/resume': async (world) => {
    // Of its own: it takes every credit.
    const organisationId = await world.newOrganisation();
    return { path: { organisationId, runId: await world.newPausedRun(organisationId) } };
  },
};
