import { credits, parseOrganisationId } from '@credit-ledger/kernel';
import { sessionOf } from '@credit-ledger/messaging';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type BillingApp, startBilling } from '../../test/billing-app.js';
import { AccountBalances } from './account-balances.js';

describe('the balance that billing remembers', () => {
  let billing: BillingApp;

  beforeAll(async () => {
    billing = await startBilling();
  });
  afterAll(() => billing.close());

  it('is the one of the highest version of the account, in whatever order they are told', async () => {
    const balances = billing.provided<AccountBalances>(AccountBalances);
    const organisationId = parseOrganisationId('acme');
    const remembered: unknown[] = [await balances.lastTold(organisationId)];
    for (const [sequence, balance] of [
      [5n, 50n],
      [4n, 40n],
      [5n, 51n],
      [9n, -90n],
    ] as const) {
      await balances.remember(sessionOf(billing.database), { organisationId, balance: credits(balance), sequence });
      remembered.push(await balances.lastTold(organisationId));
    }
    expect(remembered).toEqual([undefined, 50n, 50n, 50n, -90n]);
  });
});
