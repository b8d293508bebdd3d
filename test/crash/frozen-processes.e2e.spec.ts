import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CrashWorld } from './crash-world.js';
import { overtakeFrozen, type Freeze } from './overtake-frozen.js';
import { differencesFromReplay } from './rebuild-command.js';

// Whatever a case waits for is given up before, by a line that names it.
const CASE_MS = 120_000;

const metering = 'processing-metering';

const FREEZES: readonly (readonly [moment: string, freeze: Freeze])[] = [
  ['appended a batch', { service: 'ledger', failpoint: 'inbox.appended', notices: /a batch was fenced off/ }],
  ['told facts', { service: 'ledger', failpoint: 'account-facts.sent' }],
  ['told balances', { service: 'ledger', failpoint: 'balances.told', at: 1 }],
  ['counted usage', { service: metering, failpoint: 'usage-inbox.committed' }],
  ['sent charges', { service: metering, failpoint: 'outbox.sent', notices: /outbox relay was overtaken/ }],
  [
    'moved an offset, whose lock it holds,',
    { service: metering, failpoint: 'usage-inbox.advanced', notices: /a batch (failed|was fenced)/ },
  ],
];

describe('a process frozen beyond its lease', () => {
  let world: CrashWorld;
  beforeAll(async () => {
    world = await CrashWorld.start();
  });
  afterAll(() => world.close());

  it.each(FREEZES)(
    'after it %s is overtaken, and harmless when it goes on',
    (_moment, freeze) => overtakeFrozen(world, freeze),
    CASE_MS,
  );

  it('leaves views that equal a replay of all events', async () => {
    expect(await differencesFromReplay(world)).toEqual([]);
  });
});
