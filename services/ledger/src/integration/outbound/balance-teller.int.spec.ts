import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually } from '@credit-ledger/testing';
import { add, charge, hold } from '../../../test/credit-account.scenario.js';
import { FactListener } from '../../../test/fact-listener.js';
import { createLedgerDatabase, type LedgerDatabase } from '../../../test/ledger-database.js';

let ledger: LedgerDatabase;
beforeAll(async () => {
  ledger = await createLedgerDatabase();
});
afterAll(() => ledger.close());

let listener: FactListener;
let name: string;
let accounts = 0;
beforeEach(async () => {
  listener = new FactListener(ledger);
  name = `account-${++accounts}`;
  await ledger.execute(name, add('trial', 'FREE_CREDITS', 200n));
  await ledger.execute(name, charge(5n));
  await listener.follow();
  listener.heard();
});

const chargeAndFollow = async (credits: bigint): Promise<void> => {
  await ledger.execute(name, charge(credits));
  await listener.follow();
};

describe('balances that changed without a fact of their own', () => {
  it('are told once, with the sums of the last of several charges', async () => {
    await chargeAndFollow(10n);
    await chargeAndFollow(20n);
    await listener.teller.tellAll();
    await listener.teller.tellAll();
    expect(listener.heard()).toEqual(['4 BalanceChanged 165/0']);
  });

  it('are told again when it is not known whether they were heard', async () => {
    listener.afterwards = () => Promise.reject(new Error('the acknowledgement got lost'));
    await expect(listener.teller.tellAll()).rejects.toThrow('got lost');
    listener.afterwards = () => Promise.resolve();
    await listener.teller.tellAll();
    expect(listener.heard()).toEqual(['2 BalanceChanged 195/0', '2 BalanceChanged 195/0']);
  });

  it('stay untold when they change once more while they are being told', async () => {
    listener.afterwards = async () => {
      listener.afterwards = () => Promise.resolve();
      await chargeAndFollow(10n);
    };
    await listener.teller.tellAll();
    await listener.teller.tellAll();
    expect(listener.heard()).toEqual(['2 BalanceChanged 195/0', '3 BalanceChanged 185/0']);
  });

  it('are not told any more when a fact has told them', async () => {
    await ledger.execute(name, hold('run', 40n));
    await listener.follow();
    await listener.teller.tellAll();
    expect(listener.heard()).toEqual(['3 HoldPlaced 195/40']);
  });

  it('are told by whichever ledger comes next when one dies before it told them', async () => {
    const next = new FactListener(ledger);
    next.teller.start();
    try {
      await eventually(() => expect(next.told).toHaveLength(1));
    } finally {
      await next.teller.stop();
    }
    expect(next.heard()).toEqual(['2 BalanceChanged 195/0']);
  });

  it('are told without being looked for, once the reader of events has found them', async () => {
    await listener.teller.tellAll();
    listener.heard();
    listener.teller.start();
    try {
      await chargeAndFollow(10n);
      await eventually(() => expect(listener.told).toHaveLength(1));
    } finally {
      await listener.teller.stop();
    }
    expect(listener.heard()).toEqual(['3 BalanceChanged 185/0']);
  });
});
