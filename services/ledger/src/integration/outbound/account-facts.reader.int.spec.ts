import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ledger as facts } from '@credit-ledger/contracts';
import { parseEnvelope } from '@credit-ledger/messaging';
import { add, charge, hold } from '../../../test/credit-account.scenario.js';
import { FactListener } from '../../../test/fact-listener.js';
import { createLedgerDatabase, type LedgerDatabase } from '../../../test/ledger-database.js';
import { CheckpointMovedError } from '../../projections/checkpoint.js';

let ledger: LedgerDatabase;
beforeAll(async () => {
  ledger = await createLedgerDatabase();
});
afterAll(() => ledger.close());

describe('the facts of the ledger', () => {
  it('go on with the correlation of the message behind them, and name that message as their cause', async () => {
    const listener = new FactListener(ledger);
    const because = (id: string) => ({
      messageId: `of-${id}`,
      correlationId: `request-${id}`,
      causationId: `to-${id}`,
    });
    const addition = add('trial', 'FREE_CREDITS', 200n);
    await ledger.execute('caused', { ...addition, metadata: { ...addition.metadata, ...because('grant') } });
    for (const id of ['charge-1', 'charge-2']) {
      const charged = charge(30n);
      await ledger.execute('caused', { ...charged, metadata: { ...charged.metadata, ...because(id) } });
    }
    await listener.follow();
    await listener.teller.tellAll();
    expect(listener.told.map(parseEnvelope)).toMatchObject([
      { type: facts.CreditsAddedSchema.typeName, correlationId: 'request-grant', causationId: 'of-grant' },
      // Of charges that follow one another only the last is told.
      { type: facts.BalanceChangedSchema.typeName, correlationId: 'request-charge-2', causationId: 'of-charge-2' },
    ]);
  });

  it.each([1, 2, 100])('tell charges later, and at once what others wait for, read %s at a time', async (batchSize) => {
    const listener = new FactListener(ledger);
    const name = `batches-of-${batchSize}`;
    for (const command of [add('trial', 'FREE_CREDITS', 200n), charge(5n), charge(5n), hold('run', 40n), charge(7n)])
      await ledger.execute(name, command);
    await listener.follow(batchSize);
    expect(listener.heard()).toEqual(['1 CreditsAdded 200/0', '4 HoldPlaced 190/40']);
    expect(listener.untold).toBeGreaterThan(0);
    await listener.teller.tellAll();
    expect(listener.heard()).toEqual(['5 BalanceChanged 183/33']);
  });
});

describe('two ledgers that tell facts', () => {
  it('never tell sums that count what the other was faster to tell twice', async () => {
    await ledger.execute('raced', add('trial', 'FREE_CREDITS', 200n));
    const [quick, slow] = [new FactListener(ledger), new FactListener(ledger)];
    const from = await slow.reader.loadCheckpoint();
    const addition = await ledger.store.readAll(from.position, 100);
    await ledger.execute('raced', charge(30n));
    // The slow one has read further when the quick one moves the checkpoint.
    const both = await ledger.store.readAll(from.position, 100);
    const next = await quick.reader.apply(from, addition);
    await expect(slow.reader.apply(from, both)).rejects.toThrow(CheckpointMovedError);
    expect(slow.heard()).toEqual([]);
    await slow.reader.apply(next, both.slice(addition.length));
    await slow.teller.tellAll();
    expect(slow.heard()).toEqual(['2 BalanceChanged 170/0']);
  });
});
