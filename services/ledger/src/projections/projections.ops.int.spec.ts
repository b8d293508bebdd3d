import { Command } from 'commander';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { add } from '../../test/credit-account.scenario.js';
import { createLedgerDatabase, type LedgerDatabase } from '../../test/ledger-database.js';
import { loadLedgerConfig, type LedgerConfig } from '../ledger.config.js';
import { PoisonEventError } from './poison-event.error.js';
import { addProjectionCommands } from './projections.ops.js';
import { StoredReaderControl } from './reader-control.js';

describe('the commands on projections', () => {
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
    await ledger.execute('acme', add('gift', 'ADMIN_GRANT', 1n));
  });
  afterAll(() => ledger.close());

  const run = async (...argv: readonly string[]): Promise<string> => {
    const program = new Command('ledger').exitOverride();
    addProjectionCommands(program, () => config);
    const write = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
    await program.parseAsync(['node', 'ops', 'projections', ...argv]);
    const printed = write.mock.calls.map(([text]) => String(text)).join('');
    write.mockRestore();
    return printed;
  };

  test('say how far every reader is behind', async () => {
    const behind = await run('status');
    expect(behind).toMatch(/^account-facts at position none of generation \d+, [1-9]\d* events and \d+\.\d s behind$/m);
    await ledger.project();
    expect(await run('status')).toMatch(
      /^account-views at position 0*1 of generation \d+, 0 events and 0\.0 s behind$/m,
    );
  });

  test('pause and resume one reader, or all', async () => {
    expect(await run('pause', '--reader', 'account-views', '--actor', 'ops-1')).toBe('account-views is paused\n');
    expect(await run('status')).toMatch(/ {3}PAUSED by ops-1 since 20/);
    expect(await run('pause', '--actor', 'ops-2')).toMatch(
      /account-views was paused already.*\naccount-facts is paused/,
    );
    expect(await run('resume')).toBe('account-views goes on\naccount-facts goes on\n');
    expect(await run('status')).not.toContain('PAUSED');
  });

  test('show the event that stopped a reader, and how', async () => {
    const [event] = await ledger.store.readAll((await ledger.store.lastPosition()).replace(/1$/, '0') as never, 1);
    if (event === undefined) throw new Error('no event');
    const control = new StoredReaderControl(ledger.pool);
    await control.noteStop(new PoisonEventError('account-facts', event, new TypeError('the secret of acme')));
    expect(await run('status')).toMatch(
      /STOPPED since .* by the event at position 0*1: \w+ of creditAccount-acme \(TypeError\)/,
    );
    expect(await run('status', '--json')).toContain('"stopped":{');
  });
});
