import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parseOrganisationId } from '@credit-ledger/kernel';
import { sessionOf } from '@credit-ledger/messaging';
import { meteringDatabase, type MeteringDatabase } from '../../test/metering-database.js';
import { findFunds, recordLocalBalances, type LocalBalance } from './local-balances.js';

let database: MeteringDatabase;

beforeAll(async () => {
  database = await meteringDatabase();
});
afterAll(() => database.drop());

const told = (name: string, available: bigint, sequence: bigint, source = 'ledger#1'): LocalBalance => ({
  organisationId: parseOrganisationId(name),
  balance: available,
  held: 0n,
  available,
  source,
  sequence,
});
const record = (...balances: LocalBalance[]) => recordLocalBalances(sessionOf(database.pool), balances);
const funds = (name: string) => findFunds(sessionOf(database.pool), parseOrganisationId(name));
const available = async (name: string) => (await funds(name)).available;

describe('the local balance', () => {
  it('is nothing before the ledger told any', async () => {
    expect(await available('unknown')).toBe(0n);
  });

  it('follows the ledger forwards, never back', async () => {
    await record(told('acme', 100n, 5n), told('zenith', 7n, 2n));
    await record(told('acme', 60n, 9n));
    await record(told('acme', 100n, 5n));
    expect([await available('acme'), await available('zenith')]).toEqual([60n, 7n]);
  });

  it('starts anew with a new epoch of the ledger, whose versions may be lower', async () => {
    await record(told('restored', 100n, 50n));
    await record(told('restored', 40n, 3n, 'ledger#2'));
    expect(await available('restored')).toBe(40n);
  });

  it('is negative while the account is in debt', async () => {
    await record(told('indebted', -12n, 4n));
    expect(await funds('indebted')).toEqual({ balance: -12n, available: -12n });
  });
});
