import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { BEGINNING, type StoredEvent, type StreamId } from '@credit-ledger/event-sourcing';
import { add } from '../../test/credit-account.scenario.js';
import { createLedgerDatabase, type LedgerDatabase } from '../../test/ledger-database.js';
import { runVerify } from '../../test/run-verify.js';

describe('the command verify', () => {
  let ledger: LedgerDatabase;
  let events: readonly StoredEvent[];
  beforeAll(async () => {
    ledger = await createLedgerDatabase();
    for (const account of ['acme', 'bolt']) {
      await ledger.execute(account, add('gift', 'ADMIN_GRANT', 1n));
      await ledger.execute(account, add('purchase', 'PURCHASE', 1_000n));
    }
    events = await ledger.store.readAll(BEGINNING, 4);
  });
  afterAll(() => ledger.close());

  test('reads every event of every account, and sums the history up in a digest that a shorter one has not', async () => {
    const whole = await runVerify(ledger);
    expect(whole).toContain(`4 events of 2 accounts read, up to position ${events[3]?.position}\nEvery event is what`);
    expect(await runVerify(ledger)).toBe(whole);
    const shorter = await runVerify(ledger, '--until', events[2]?.position ?? '');
    expect(shorter).toContain(`3 events of 2 accounts read, up to position ${events[2]?.position}\n`);
    expect(/Digest.*/.exec(shorter)?.[0]).not.toBe(/Digest.*/.exec(whole)?.[0]);
  });

  test('names an event that does not continue its account, whatever engine keeps it, and fails', async () => {
    const [first] = events;
    if (first === undefined) throw new Error('no event');
    const { type, schemaVersion, data, metadata } = first;
    // As something that appends without the rules of the chain would.
    await ledger.store.append('creditAccount-acme' as StreamId, 2, [{ type, schemaVersion, data, metadata }]);
    const at = await ledger.store.lastPosition();
    expect(await runVerify(ledger)).toContain(
      `\n1 accounts are BROKEN:\n  creditAccount-acme, version 3 at ${at}: it does not continue the event before it`,
    );
    expect(process.exitCode).toBe(1);
    process.exitCode = undefined;
  });
});
