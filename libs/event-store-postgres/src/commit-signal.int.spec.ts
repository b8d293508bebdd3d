import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { silentLog } from '@credit-ledger/kernel';
import { createTestDatabase, type TestDatabase, poolOn } from '@credit-ledger/testing';
import type pg from 'pg';

import { CommitSignal } from './commit-signal.js';

// Longer than any spec may take: whoever resolves sooner was woken.
const FOR_EVER_MS = 3_600_000;

describe('the signal of a commit', () => {
  let database: TestDatabase;
  let pool: pg.Pool;
  let signals: CommitSignal[];
  const open = new AbortController().signal;

  beforeAll(async () => {
    database = await createTestDatabase();
    pool = poolOn(database.url);
    signals = [1, 2].map(() => new CommitSignal(pool, database.url, silentLog));
  });
  afterAll(async () => {
    await Promise.all(signals.map((signal) => signal.close()));
    await pool.end();
    await database.drop();
  });

  const signalOf = (index: number): CommitSignal => {
    const signal = signals[index];
    if (signal === undefined) throw new Error(`there is no signal ${index}`);
    return signal;
  };

  it('wakes whoever waits in the same process', async () => {
    const ours = signalOf(0);
    const woken = ours.after(ours.count, FOR_EVER_MS, open);
    ours.appended();
    await woken;
  });

  it('does not make anybody wait for a commit that was before they began', async () => {
    const ended = poolOn(database.url);
    await ended.end();
    // No notification is ever sent, so that nothing else can wake it.
    const ours = new CommitSignal(ended, database.url, silentLog);
    const seen = ours.count;
    ours.appended();
    await ours.after(seen, FOR_EVER_MS, open);
    await ours.close();
  });

  it('wakes whoever waits in another process', async () => {
    const [ours, theirs] = [signalOf(0), signalOf(1)];
    const woken = theirs.after(theirs.count, FOR_EVER_MS, open);
    let isWoken = false;
    void woken.then(() => (isWoken = true));
    // Their connection may not listen yet when we first append.
    while (!isWoken) {
      ours.appended();
      await pool.query('select 1');
    }
  });

  it('lets go of whoever is told to end, and of everybody when it is closed', async () => {
    const signal = new CommitSignal(pool, database.url, silentLog);
    const end = new AbortController();
    const waiting = signal.after(signal.count, FOR_EVER_MS, end.signal);
    end.abort();
    await waiting;
    await signal.after(signal.count, FOR_EVER_MS, AbortSignal.abort());
    const closed = signal.after(signal.count, FOR_EVER_MS, open);
    await signal.close();
    await closed;
    await signal.after(signal.count, FOR_EVER_MS, open);
  });

  it('lets go after the time given, when nothing happens', async () => {
    const quiet = new CommitSignal(pool, database.url, silentLog);
    const seen = quiet.count;
    await quiet.after(seen, 1, open);
    expect(quiet.count).toBe(seen);
    await quiet.close();
  });
});
