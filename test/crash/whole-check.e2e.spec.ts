import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CrashWorld } from './crash-world.js';
import { MixedLoad } from './mixed-load.js';
import { differencesFromReplay } from './rebuild-command.js';
import { expectWhole, problemsOf } from './whole/expect-whole.js';

/** What a crash could leave behind, done by hand to an organisation ($1): the check of the other specs has to see each. */
const DAMAGES: readonly (readonly [damage: string, sql: string, problem: RegExp])[] = [
  [
    'a photo that was charged and is not remembered',
    `delete from metering.photo_charges where organisation_id = $1
       and photo_id = (select min(photo_id) from metering.photo_charges where organisation_id = $1)`,
    /photos reported and never charged/,
  ],
  [
    'a photo that was charged a second time, by another key',
    `insert into metering.photo_charges select organisation_id, photo_event_id, photo_id, 'ORIGINALS', run_id, charge_id,
       effective_at, charged_at from metering.photo_charges where organisation_id = $1 limit 1`,
    /photos charged twice/,
  ],
  [
    'a message that never arrived',
    "update billing.source_sequences set last_sequence = last_sequence + 1 where organisation_id = $1 and source = 'billing#1'",
    /messages of billing#1 in their order/,
  ],
  [
    'a payment without invoice',
    `delete from invoicing.invoices where payment_id =
       (select payment_id from invoicing.invoices where organisation_id = $1 limit 1)`,
    /invoice/,
  ],
  [
    'a run that counted a batch twice',
    `update metering.runs set reported_photos = reported_photos + 1, new_photos = new_photos + 1, credits = credits + 1
      where organisation_id = $1`,
    /new photos of run/,
  ],
  [
    'a fact that was heard twice or not at all',
    'update metering.runs set granted = granted + 1 where organisation_id = $1',
    /granted to run/,
  ],
  [
    'a view that applied a batch twice',
    'update ledger.transactions set credits = credits * 2 where organisation_id = $1',
    /sum of the transaction list/,
  ],
];

describe('the check after a crash', () => {
  let world: CrashWorld;
  let load: MixedLoad;
  beforeAll(async () => {
    world = await CrashWorld.start();
    load = new MixedLoad(world);
    await load.run();
    await expectWhole(world, load.customers);
  });
  afterAll(() => world.close());

  // Damages add up: each is looked for by its own words.
  it.each(DAMAGES)('sees %s', async (_damage, sql, problem) => {
    const [buyer] = load.customers;
    if (buyer === undefined) throw new Error('the load has customers');
    expect((await problemsOf(world, buyer)).filter((line) => problem.test(line))).toEqual([]);
    await world.rows(sql, [buyer.organisationId]);
    expect((await problemsOf(world, buyer)).filter((line) => problem.test(line))).not.toEqual([]);
  });

  it('sees the rows in which the views differ from a replay', async () => {
    expect(await differencesFromReplay(world)).not.toEqual([]);
  });
});
