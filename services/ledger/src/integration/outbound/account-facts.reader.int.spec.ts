import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fromBinary } from '@bufbuild/protobuf';
import { ledger as facts } from '@credit-ledger/contracts';
import { parseEnvelope, type OutgoingRecord } from '@credit-ledger/messaging';
import { add, charge } from '../../../test/credit-account.scenario.js';
import { createLedgerDatabase, type LedgerDatabase } from '../../../test/ledger-database.js';
import { CheckpointMovedError } from '../../projections/checkpoint.js';
import { AccountFactsReader } from './account-facts.reader.js';

describe('the facts of the ledger', () => {
  let ledger: LedgerDatabase;
  beforeAll(async () => {
    ledger = await createLedgerDatabase();
  });
  afterAll(() => ledger.close());

  it('go on with the correlation of the message behind them, and name that message as their cause', async () => {
    const told: OutgoingRecord[] = [];
    const publish = (records: readonly OutgoingRecord[]) => Promise.resolve(void told.push(...records));
    const reader = new AccountFactsReader(ledger.pool, { publish }, 'ledger#1');
    const because = (id: string) => ({
      messageId: `of-${id}`,
      correlationId: `request-${id}`,
      causationId: `to-${id}`,
    });
    const addition = add('trial', 'FREE_CREDITS', 200n);
    await ledger.execute('acme', { ...addition, metadata: { ...addition.metadata, ...because('grant') } });
    for (const id of ['charge-1', 'charge-2']) {
      const charged = charge(30n);
      await ledger.execute('acme', { ...charged, metadata: { ...charged.metadata, ...because(id) } });
    }
    const from = await reader.loadCheckpoint();
    await reader.apply(from, await ledger.store.readAll(from.position, 100));
    expect(told.map(parseEnvelope)).toMatchObject([
      { type: facts.CreditsAddedSchema.typeName, correlationId: 'request-grant', causationId: 'of-grant' },
      // Of charges that follow one another only the last is told.
      { type: facts.BalanceChangedSchema.typeName, correlationId: 'request-charge-2', causationId: 'of-charge-2' },
    ]);
  });
});

describe('two ledgers that tell facts', () => {
  let ledger: LedgerDatabase;
  beforeAll(async () => {
    ledger = await createLedgerDatabase();
  });
  afterAll(() => ledger.close());

  const readerThatTells = () => {
    const told: OutgoingRecord[] = [];
    const publish = (records: readonly OutgoingRecord[]) => Promise.resolve(void told.push(...records));
    return { told, reader: new AccountFactsReader(ledger.pool, { publish }, 'ledger#1') };
  };

  it('never tell sums that count what the other was faster to tell twice', async () => {
    await ledger.execute('acme', add('trial', 'FREE_CREDITS', 200n));
    const quick = readerThatTells();
    const slow = readerThatTells();
    const from = await slow.reader.loadCheckpoint();
    const addition = await ledger.store.readAll(from.position, 100);
    await ledger.execute('acme', charge(30n));
    // The slow one has read further when the quick one moves the checkpoint.
    const both = await ledger.store.readAll(from.position, 100);
    const next = await quick.reader.apply(from, addition);
    await expect(slow.reader.apply(from, both)).rejects.toThrow(CheckpointMovedError);
    expect(slow.told).toEqual([]);
    await slow.reader.apply(next, both.slice(addition.length));
    expect(slow.told.map(({ value }) => fromBinary(facts.BalanceChangedSchema, value).account?.balance)).toEqual([
      170n,
    ]);
  });
});
