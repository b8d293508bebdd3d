import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { BEGINNING } from '@credit-ledger/event-sourcing';
import type { OrganisationId } from '@credit-ledger/kernel';
import { sessionOf, type Sending } from '@credit-ledger/messaging';
import { add, charge } from '../../../test/credit-account.scenario.js';
import { FactListener } from '../../../test/fact-listener.js';
import { createLedgerDatabase, type LedgerDatabase } from '../../../test/ledger-database.js';
import { factSending } from './ledger-log.js';

let ledger: LedgerDatabase;
let listener: FactListener;
beforeEach(async () => {
  ledger = await createLedgerDatabase();
  listener = new FactListener(ledger);
  await ledger.execute('acme', add('gift', 'ADMIN_GRANT', 100n));
});
afterEach(() => ledger.close());

/** Of the first so many numbers of facts about the account. */
const sendings = (count: number, organisation = 'acme'): Promise<readonly Sending[]> =>
  factSending(
    sessionOf(ledger.pool),
    ledger.store,
  )(
    Array.from({ length: count }, (_, n) => ({
      source: 'ledger#1',
      organisationId: organisation as OrganisationId,
      sequence: BigInt(n + 1),
    })),
  );

const headOf = async (organisation: string): Promise<number> => {
  const { version } = (await ledger.store.readAll(BEGINNING, 100))
    .filter((e) => e.streamId.endsWith(organisation))
    .at(-1) ?? { version: 0 };
  return version;
};

describe('what the ledger knows of the facts that it tells', () => {
  test('is what its store has, of which those are unsent that the reader of facts has not passed', async () => {
    await listener.follow();
    const told = await headOf('acme');
    await ledger.execute('acme', add('more', 'ADMIN_GRANT', 7n));
    const [head, known] = [await headOf('acme'), await sendings((await headOf('acme')) + 2)];
    expect(head).toBeGreaterThan(told);
    expect(known).toEqual([
      ...Array.from({ length: told }, () => 'sent'),
      ...Array.from({ length: head - told }, () => 'unsent'),
      'unknown',
      'unknown',
    ]);
    expect(await sendings(1, 'nobody')).toEqual(['unknown']);
  });

  test('counts a balance as unsent that is left to be told, and as sent when it was', async () => {
    await ledger.execute('acme', charge(30n));
    await listener.follow();
    const head = await headOf('acme');
    expect((await sendings(head)).at(-1)).toBe('unsent');
    await listener.teller.tellAll();
    expect((await sendings(head)).at(-1)).toBe('sent');
  });

  test('is no more than what there is where this database has never told anything', async () => {
    const head = await headOf('acme');
    expect(await sendings(head + 1)).toEqual([...Array.from({ length: head }, () => 'sent'), 'unknown']);
  });
});
