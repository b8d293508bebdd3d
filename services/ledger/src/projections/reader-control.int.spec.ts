import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { silentLog } from '@credit-ledger/kernel';
import { eventually } from '@credit-ledger/testing';
import { add } from '../../test/credit-account.scenario.js';
import { createLedgerDatabase, type LedgerDatabase } from '../../test/ledger-database.js';
import { CheckpointMovedError } from './checkpoint.js';
import { FollowingReader } from './following-reader.js';
import { PoisonEventError } from './poison-event.error.js';
import { StoredReaderControl } from './reader-control.js';

describe('the control of readers', () => {
  let ledger: LedgerDatabase;
  let control: StoredReaderControl;
  let additions = 0;
  beforeAll(async () => {
    ledger = await createLedgerDatabase();
    control = new StoredReaderControl(ledger.pool);
  });
  afterAll(() => ledger.close());

  const happen = () => ledger.execute('acme', add(`gift-${++additions}`, 'ADMIN_GRANT', 1n));
  const statusOf = async (reader: string) => (await control.list()).find((status) => status.reader === reader);
  const position = async () => (await ledger.reader.loadCheckpoint()).position;

  test('keeps a running reader from applying anything while it is paused', async () => {
    const following = new FollowingReader(ledger.store, ledger.reader, silentLog, new StoredReaderControl(ledger.pool));
    following.start();
    await happen();
    await eventually(async () => (await position()) === (await ledger.store.lastPosition()));
    const paused = await position();
    expect(await control.pause('account-views', 'ops-1')).toBe(true);
    await happen();
    // Whoever read the checkpoint before the pause meets it when he moves it.
    const late = ledger.reader.apply(await ledger.reader.loadCheckpoint(), await ledger.store.readAll(paused, 10));
    await expect(late).rejects.toThrow(CheckpointMovedError);
    expect(await position()).toBe(paused);
    expect(await statusOf('account-views')).toMatchObject({ paused: { by: 'ops-1' }, stopped: undefined });
    expect(await statusOf('account-facts')).toMatchObject({ paused: undefined });
    expect(await control.resume('account-views')).toBe('paused');
    await eventually(async () => (await position()) !== paused);
    await following.stop();
  });

  test('leaves a pause to whoever came first, and says when there is none to end', async () => {
    expect(await control.pause('account-facts', 'ops-1')).toBe(true);
    expect(await control.pause('account-facts', 'ops-2')).toBe(false);
    expect(await statusOf('account-facts')).toMatchObject({ paused: { by: 'ops-1' } });
    expect(await control.resume('account-facts')).toBe('paused');
    expect(await control.resume('account-facts')).toBe('neither');
  });

  test('shows what stopped a reader until it goes on', async () => {
    await happen();
    const [event] = await ledger.store.readAll(await position(), 1);
    if (event === undefined) throw new Error('no event');
    await control.noteStop(new PoisonEventError('account-views', event, new TypeError('the secret of acme')));
    const stopped = { position: event.position, type: event.type, streamId: event.streamId, failure: 'TypeError' };
    expect((await statusOf('account-views'))?.stopped).toMatchObject(stopped);
    await ledger.project();
    expect((await statusOf('account-views'))?.stopped).toBeUndefined();
  });

  test('lets a stopped reader apply, after a repair and without a restart, what it could not', async () => {
    const following = new FollowingReader(ledger.store, ledger.reader, silentLog, new StoredReaderControl(ledger.pool));
    await ledger.pool.query("alter table balances add constraint broken check (organisation_id <> 'unlucky')");
    following.start();
    await happen();
    await ledger.execute('unlucky', add('gift', 'ADMIN_GRANT', 5n));
    await eventually(async () => expect((await statusOf('account-views'))?.stopped?.failure).toBe('23514'));
    expect(following.isStopped).toBe(true);
    const stoppedAt = await position();

    await ledger.pool.query('alter table balances drop constraint broken');
    expect(await position()).toBe(stoppedAt);
    expect(await control.resume('account-views')).toBe('stopped');
    await eventually(async () => expect(await position()).toBe(await ledger.store.lastPosition()));
    await following.assertFollowing();
    expect((await statusOf('account-views'))?.stopped).toBeUndefined();
    const { rows } = await ledger.pool.query("select balance from balances where organisation_id = 'unlucky'");
    expect(rows).toEqual([{ balance: '5' }]);
    await following.stop();
  });
});
