import { create, toBinary, type DescMessage, type MessageInitShape } from '@bufbuild/protobuf';
import { ledger } from '@credit-ledger/contracts';
import { parseOrganisationId } from '@credit-ledger/kernel';
import { type Messaging, toRecord, TOPICS } from '@credit-ledger/messaging';
import { MESSAGING } from '@credit-ledger/nest-platform';
import { eventually } from '@credit-ledger/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type BillingApp, startBilling } from '../../../test/billing-app.js';
import { orderCredits, registerOrganisation, sandboxMessage, sendWebhook } from '../../../test/purchases.js';

describe('what billing hears from the ledger', () => {
  let billing: BillingApp;

  beforeAll(async () => {
    billing = await startBilling();
    await registerOrganisation(billing);
  });
  afterAll(() => billing.close());

  async function tell<Schema extends DescMessage>(
    schema: Schema,
    sequence: bigint,
    payload: MessageInitShape<Schema>,
  ): Promise<void> {
    const organisationId = parseOrganisationId('acme');
    const id = `ledger-${sequence}`;
    const envelope = {
      id,
      type: schema.typeName,
      source: 'ledger#1',
      time: billing.clock.now(),
      organisationId,
      sequence,
      correlationId: id,
      causationId: id,
    };
    const value = toBinary(schema, create(schema, payload));
    await billing.provided<Messaging>(MESSAGING).publisher.publish([toRecord(TOPICS.ledger, envelope, value)]);
  }

  const account = (balance: bigint) => ({ balance, held: 0n, available: balance });
  const balanceNow = async (): Promise<number | null> =>
    (await billing.post('/v1/organisations/acme/quotes').send({ credits: 1_000 }).expect(200)).body.balanceNow;

  it('shows the latest balance in quotes, and none before the first', async () => {
    expect(await balanceNow()).toBeNull();
    await tell(ledger.BalanceChangedSchema, 1n, { organisationId: 'acme', account: account(200n) });
    await eventually(async () => expect(await balanceNow()).toBe(200));
    await tell(ledger.HoldPlacedSchema, 4n, {
      organisationId: 'acme',
      holdId: 'hold',
      runId: 'run',
      account: account(150n),
    });
    await eventually(async () => expect(await balanceNow()).toBe(150));
  });

  it('drops what it has heard before', async () => {
    await tell(ledger.BalanceChangedSchema, 1n, { organisationId: 'acme', account: account(999n) });
    await tell(ledger.BalanceChangedSchema, 5n, { organisationId: 'acme', account: account(-20n) });
    await eventually(async () => expect(await balanceNow()).toBe(-20));
  });

  it('notes when the credits of a payment are there', async () => {
    const purchase = await orderCredits(billing);
    await sendWebhook(billing, sandboxMessage(purchase)).expect(200);
    await tell(ledger.CreditsAddedSchema, 6n, {
      organisationId: 'acme',
      additionId: 'trial-acme',
      account: account(180n),
    });
    await tell(ledger.CreditsAddedSchema, 7n, {
      organisationId: 'acme',
      additionId: purchase.paymentId,
      account: account(1_180n),
    });
    await eventually(async () => {
      const { body } = await billing.get(`/v1/organisations/acme/payments/${purchase.paymentId}`).expect(200);
      expect(body.creditsAddedAt).toBe(billing.clock.now());
    });
  });

  it('puts a fact without an account aside and parks what follows it', async () => {
    await tell(ledger.BalanceDepletedSchema, 8n, { organisationId: 'acme' });
    await tell(ledger.BalanceChangedSchema, 9n, { organisationId: 'acme', account: account(1n) });
    await eventually(async () => {
      const { rows } = await billing.database.query('SELECT status, code FROM dead_letters ORDER BY sequence');
      expect(rows).toEqual([
        { status: 'dead', code: 'billing.fact_without_account' },
        { status: 'parked', code: expect.any(String) },
      ]);
    });
  });
});
