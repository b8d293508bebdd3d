import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { OrganisationId } from '@credit-ledger/kernel';
import { accountStream } from '../../credit-account/account-stream.js';
import { add } from '../../../test/credit-account.scenario.js';
import { createLedgerDatabase, type LedgerDatabase } from '../../../test/ledger-database.js';
import { saidByEvents } from './ledger-log.js';

let ledger: LedgerDatabase;
beforeEach(async () => {
  ledger = await createLedgerDatabase();
  await ledger.execute('acme', add('gift', 'ADMIN_GRANT', 100n));
  await ledger.execute('acme', add('more', 'ADMIN_GRANT', 7n));
});
afterEach(() => ledger.close());

const fact = (organisation: string, sequence: bigint) => ({
  source: 'ledger#1',
  organisationId: organisation as OrganisationId,
  sequence,
  messageId: 'fact',
});

describe('what the ledger has said', () => {
  test('is no more than its store has of each account', async () => {
    let head = 0n;
    for await (const { version } of ledger.store.readStream(accountStream('acme' as OrganisationId))) {
      head = BigInt(version);
    }
    expect(head).toBeGreaterThan(1n);
    const facts = [
      fact('acme', 1n),
      fact('acme', head),
      fact('nobody', 1n),
      fact('acme', head + 1n),
      fact('acme', 2n ** 62n),
    ];
    expect(await saidByEvents(ledger.store)(facts)).toEqual([true, true, false, false, false]);
    expect(await saidByEvents(ledger.store)([])).toEqual([]);
  });
});
