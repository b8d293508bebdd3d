import { randomUUID } from 'node:crypto';
import { Command } from 'commander';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { silentLog, systemClock } from '@credit-ledger/kernel';
import { eventually, poolOn, RecordedMetrics } from '@credit-ledger/testing';
import { add } from '../../test/credit-account.scenario.js';
import { createLedgerDatabase, type LedgerDatabase } from '../../test/ledger-database.js';
import { loadLedgerConfig, type LedgerConfig } from '../ledger.config.js';
import { FollowingReader } from './following-reader.js';
import { PoisonEventError } from './poison-event.error.js';
import { addProjectionCommands } from './projections.ops.js';
import { StoredReaderControl } from './reader-control.js';
import { gaugeReader } from './reader-metrics.js';

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
    expect(await run('resume', '--reader', 'account-facts')).toMatch(
      /^account-facts tries again from where it stopped/,
    );
    expect(await run('status')).not.toContain('STOPPED');
    expect(await run('resume', '--reader', 'account-facts')).toBe('account-facts was neither paused nor stopped\n');
  });

  test.each(['{"recordedAt":"yesterday"}', '{}', 'null'])(
    'show where a reader stands before an event with the metadata %s, and so do its metrics',
    async (metadata) => {
      const before = await ledger.store.lastPosition();
      const started = 'update checkpoints set position = $1, stopped_by = null, stopped_at = null';
      await ledger.pool.query(started, [before]);
      const database = poolOn(ledger.adminUrl, 1);
      await database.query(INSERT_POISON, [randomUUID(), metadata]);
      await database.end();
      const control = new StoredReaderControl(ledger.pool);
      const following = new FollowingReader(ledger.store, ledger.reader, silentLog, control);
      following.start();
      await eventually(() => following.isStopped);
      await eventually(async () => (await run('status')).includes('STOPPED'));

      const [views] = (await run('status')).split(/^(?=account)/m).filter((lines) => lines.startsWith('account-views'));
      expect(views).toContain(`account-views at position ${before} of`);
      expect(views).toMatch(/, 1 events and 9\d\.\d s behind\n {3}STOPPED since .* by the event at position/);
      const metrics = new RecordedMetrics();
      gaugeReader(metrics, ledger.store, systemClock, {
        name: 'account-views',
        loadCheckpoint: () => ledger.reader.loadCheckpoint(),
        isStopped: () => following.isStopped,
      });
      const [lag] = await metrics.readingsOf('projection_lag_seconds');
      expect(lag?.value).toBeGreaterThanOrEqual(90);
      await following.stop();
    },
  );
});

/** As nothing that appends would: what an operator's mistake or another engine may leave behind. */
const INSERT_POISON = `
  with head as (update event_store.log_head set position = position + 1 returning position)
  insert into event_store.events select position, 'creditAccount-' || $1, 1, 'CreditsAdded', 1, '{}', $2::json,
    now() - interval '90 seconds' from head`;
