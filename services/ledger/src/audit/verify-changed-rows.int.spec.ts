import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { poolOn } from '@credit-ledger/testing';
import { add } from '../../test/credit-account.scenario.js';
import { createLedgerDatabase, type LedgerDatabase } from '../../test/ledger-database.js';
import { runVerify } from '../../test/run-verify.js';

describe('the command verify, on rows of PostgreSQL that were changed', () => {
  let ledger: LedgerDatabase;
  beforeAll(async () => {
    ledger = await createLedgerDatabase();
    for (const account of ['acme', 'bolt']) {
      await ledger.execute(account, add('gift', 'ADMIN_GRANT', 1n));
      await ledger.execute(account, add('purchase', 'PURCHASE', 1_000n));
    }
  });
  afterAll(() => ledger.close());

  test('takes a position without its leading zeros', async () => {
    expect(await runVerify(ledger, '--until', '3')).toMatch(/^3 events of 2 accounts read, up to position 0*3\n/);
  });

  test('names the first event of each account that does not fit, and fails', async () => {
    // As only whoever owns the database could.
    const owner = poolOn(ledger.adminUrl, 1);
    await owner.query('alter table event_store.events disable trigger all');
    const ofBolt = `where stream_id like '%bolt' and stream_version`;
    await owner.query(`update event_store.events set data = '{}' ${ofBolt} = 2`);
    expect(await runVerify(ledger)).toMatch(/\n1 accounts are BROKEN:\n {2}\S*bolt, version 2 at 0*4: it was changed/);
    expect(process.exitCode).toBe(1);
    await owner.query(`delete from event_store.events ${ofBolt} = 1`);
    expect(await runVerify(ledger)).toMatch(/bolt, version 2 at 0*4: a version is missing before it/);
    await owner.end();
    process.exitCode = undefined;
  });
});
