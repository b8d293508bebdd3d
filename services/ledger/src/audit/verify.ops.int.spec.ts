import { Command } from 'commander';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { poolOn } from '@credit-ledger/testing';
import { add } from '../../test/credit-account.scenario.js';
import { createLedgerDatabase, type LedgerDatabase } from '../../test/ledger-database.js';
import { loadLedgerConfig, type LedgerConfig } from '../ledger.config.js';
import { addVerifyCommand } from './verify.ops.js';

describe('the command verify', () => {
  let ledger: LedgerDatabase;
  let config: LedgerConfig;
  beforeAll(async () => {
    ledger = await createLedgerDatabase();
    config = loadLedgerConfig({
      PORT: '0',
      DATABASE_URL: ledger.urls.ledger,
      MESSAGING_URL: ledger.urls.broker,
      EVENT_STORE_URL: ledger.urls.event_store,
      JWT_PUBLIC_KEYS: 'not read',
    });
    for (const account of ['acme', 'bolt']) {
      await ledger.execute(account, add('gift', 'ADMIN_GRANT', 1n));
      await ledger.execute(account, add('purchase', 'PURCHASE', 1_000n));
    }
  });
  afterAll(() => ledger.close());

  const run = async (...argv: readonly string[]): Promise<string> => {
    const program = new Command('ledger').exitOverride();
    addVerifyCommand(program, () => config);
    const write = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
    await program.parseAsync(['node', 'ops', 'verify', ...argv]);
    const printed = write.mock.calls.map(([text]) => String(text)).join('');
    write.mockRestore();
    return printed;
  };

  test('reads every event of every account, and sums the history up in a digest that a shorter one has not', async () => {
    const whole = await run();
    expect(whole).toMatch(/^4 events of 2 accounts read, up to position 0*4\nEvery event is what was written/);
    expect(await run()).toBe(whole);
    const shorter = await run('--until', '3');
    expect(shorter).toMatch(/^3 events of 2 accounts read, up to position 0*3\n/);
    expect(/Digest.*/.exec(shorter)?.[0]).not.toBe(/Digest.*/.exec(whole)?.[0]);
  });

  test('names the first event of each account that does not fit, and fails', async () => {
    // As only whoever owns the database could.
    const owner = poolOn(ledger.adminUrl, 1);
    await owner.query('alter table event_store.events disable trigger all');
    const ofBolt = `where stream_id like '%bolt' and stream_version`;
    await owner.query(`update event_store.events set data = '{}' ${ofBolt} = 2`);
    expect(await run()).toMatch(/\n1 accounts are BROKEN:\n {2}\S*bolt, version 2 at 0*4: it was changed after/);
    expect(process.exitCode).toBe(1);
    await owner.query(`delete from event_store.events ${ofBolt} = 1`);
    expect(await run()).toMatch(/bolt, version 2 at 0*4: a version is missing before it/);
    await owner.end();
    process.exitCode = undefined;
  });
});
