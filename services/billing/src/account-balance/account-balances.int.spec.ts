import { credits, parseOrganisationId } from '@credit-ledger/kernel';
import { sessionOf } from '@credit-ledger/messaging';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type BillingApp, startBilling } from '../../test/billing-app.js';
import { AccountBalances, rememberBalances } from './account-balances.js';

describe('the balance that billing remembers', () => {
  let billing: BillingApp;

  beforeAll(async () => {
    billing = await startBilling();
  });
  afterAll(() => billing.close());

  it('is the one of the highest version of the account, in whatever order they are told, and of the newest epoch', async () => {
    const balances = billing.provided<AccountBalances>(AccountBalances);
    const organisationId = parseOrganisationId('acme');
    const remembered: unknown[] = [await balances.lastTold(organisationId)];
    for (const [source, sequence, balance] of [
      ['ledger#1', 5n, 50n],
      ['ledger#1', 4n, 40n],
      ['ledger#1', 5n, 51n],
      ['ledger#1', 9n, -90n],
      ['ledger#2', 3n, 30n],
    ] as const) {
      const told = { organisationId, balance: credits(balance), source, sequence };
      await rememberBalances(sessionOf(billing.database), [told]);
      remembered.push(await balances.lastTold(organisationId));
    }
    expect(remembered).toEqual([undefined, 50n, 50n, 50n, -90n, 30n]);
  });
});
