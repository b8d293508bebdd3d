import { describe, expect, it } from '@jest/globals';
import { factsOf, longWorld, photo, reversedWorld, soundWorld, type World } from '../../test/reconciled-world.js';
import { reconcile } from './reconcile.js';

async function differencesIn(world: World): Promise<string[]> {
  const { differences } = reconcile(world.told, await factsOf(world), world.published);
  return differences.map(({ figure, told, derived }) => `${figure}: ${told} / ${derived}`);
}

type Break = (world: World) => void;
const told = (change: (told: World['told']) => Partial<World['told']>): Break => {
  return (world) => (world.told = { ...world.told, ...change(world.told) });
};
const balance = (change: Partial<World['told']['balance']>): Break =>
  told(({ balance }) => ({ balance: { ...balance, ...change } }));
const usage = (change: Partial<World['told']['run']['usage']>): Break =>
  told(({ run }) => ({ run: { ...run, usage: { ...run.usage, ...change } } }));
const channel = (name: 'bus' | 'http', change: Partial<World['told']['channels']['bus']>): Break =>
  told(({ channels }) => ({ channels: { ...channels, [name]: { ...channels[name], ...change } } }));
const other = (change: Partial<World['told']['run']['usage']>): Break =>
  told(({ otherRuns }) => ({ otherRuns: otherRuns.map((run) => ({ ...run, usage: { ...run.usage, ...change } })) }));
const refusal = (change: Partial<World['told']['refusals'][number]>): Break =>
  told(({ refusals }) => ({ refusals: refusals.map((one) => ({ ...one, ...change })) }));
const expected = (change: Partial<World['published']['otherRuns'][number]>): Break => {
  return (world) =>
    (world.published = {
      ...world.published,
      otherRuns: world.published.otherRuns.map((run) => ({ ...run, ...change })),
    });
};
const lotsOfRefund = (change: Record<string, unknown>): Break => {
  return (world) => {
    const refund = world.events[14]?.data as { lots: Record<string, unknown>[] };
    refund.lots = refund.lots.map((lot, index) => (index === 0 ? { ...lot, ...change } : lot));
  };
};
const event =
  (index: number, change: Record<string, unknown>): Break =>
  (world) => {
    const found = world.events[index];
    if (found !== undefined) found.data = { ...found.data, ...change };
  };

describe('reconciliation', () => {
  it('finds nothing where everything holds', async () => {
    const world = soundWorld();
    const { compared, differences } = reconcile(world.told, await factsOf(world), world.published);
    expect(differences).toEqual([]);
    expect(compared).toBeGreaterThan(35);
  });

  it.each<[string, Break, string]>([
    // What the system tells.
    [
      'a balance that is one too high',
      balance({ balance: 1_000 }),
      'balance = additions − charges − removals: 1000 / 999',
    ],
    ['held credits nobody holds', balance({ held: 1 }), 'held credits: 1 / 0'],
    ['available credits that are held', balance({ available: 1_000 }), 'available = balance − held: 1000 / 999'],
    ['an event the balance has not seen', balance({ version: 8 }), 'events of the account: 8 / 9'],
    [
      'usage in the wrong month',
      told(() => ({ months: [{ month: '2026-11', creditsUsed: 3, usageTransactions: 1 }] })),
      'credits used in 2026-11: 3 / 0',
    ],
    ['a month with usage that is not shown', told(() => ({ months: [] })), 'month 2026-12 is shown: false / true'],
    [
      'a run that counts twice in its month',
      told(({ months }) => ({
        months: months.map((month) => ({ ...month, usageTransactions: month.usageTransactions * 2 })),
      })),
      'usage transactions in 2026-12: 2 / 1',
    ],
    [
      'a usage row that is too small',
      told(({ transactions }) => ({
        transactions: transactions.map((row) => (row.type === 'USAGE' ? { ...row, credits: -2 } : row)),
      })),
      'credits of run run-1: -2 / -3',
    ],
    [
      'a usage row that is missing',
      told(({ transactions }) => ({ transactions: transactions.filter(({ type }) => type !== 'USAGE') })),
      'credits of run run-1: no row / -3',
    ],
    [
      'an addition that is not in the purchase history',
      told(({ transactions }) => ({ transactions: transactions.filter(({ type }) => type !== 'FREE_CREDITS') })),
      'addition trial: no row / FREE_CREDITS 2',
    ],
    [
      'a payment whose credits never came',
      told(({ purchases }) => ({ purchases: [...purchases, { paymentId: 'pay-2', credits: 1_000 }] })),
      'credits of payment pay-2: 1000 / 0',
    ],
    ['a new photo too many', usage({ newPhotos: 4 }), 'new photos of the run: 4 / 3'],
    ['photos that were not charged', usage({ freePhotos: 1 }), 'free photos of the run: 1 / 0'],
    ['a run that was charged more', usage({ credits: 4 }), 'credits of the run: 4 / 3'],
    ['a pause nobody saw', told(() => ({ pauses: 0 })), 'pauses: 0 / 1'],
    [
      'a report that vanished on the bus',
      channel('bus', { accepted: 3 }),
      'bus: accepted = published − rejected: 3 / 4',
    ],
    [
      'a report that vanished over HTTP',
      channel('http', { accepted: 0 }),
      'HTTP: accepted = published − rejected: 0 / 1',
    ],
    [
      'a new photo told for the wrong way',
      channel('http', { newPhotos: 0, alreadyCharged: 1 }),
      'HTTP: new photos: 0 / 1',
    ],
    ['a repeat told as new', channel('bus', { alreadyCharged: 1 }), 'bus: already charged: 1 / 2'],
    [
      'a channel that does not add up',
      channel('bus', { alreadyCharged: 1 }),
      'bus: accepted = new + already charged: 4 / 3',
    ],

    // What is stored.
    [
      'credits added that nobody told of',
      event(1, { credits: '3' }),
      'balance = additions − charges − removals: 999 / 1000',
    ],
    [
      'a charge that took less than it says',
      event(3, { drawdowns: [] }),
      'stored events: sound / charge charge-1 of 2 credits took 0 and owes 0',
    ],
    ['a lot that was overdrawn', event(1, { credits: '1' }), 'stored events: sound / lot lot-t was overdrawn by 1'],
    ['a hold that was never released', (world) => void world.events.pop(), 'held credits: 0 / 9'],
    [
      'an event of an unknown type',
      (world) => void world.events.push({ type: 'CreditsVanished', data: {} }),
      'stored events: sound / version 10 is of the unknown type CreditsVanished',
    ],
    [
      'a charge that was made twice',
      (world) => void world.events.push(...world.events.slice(3, 4)),
      'stored events: sound / charge charge-1 was made twice',
    ],
    [
      'an addition that was made twice',
      (world) => void world.events.push(...world.events.slice(5, 6)),
      'stored events: sound / addition pay-1 was made twice',
    ],
    [
      'an event that was changed afterwards',
      (world) =>
        (world.tamper = (events) =>
          events.map((one) => (one.version === 2 ? { ...one, data: one.data.replace('FREE', 'FREI') } : one))),
      'hash chain of the account: broken at version 2 (hash) / intact',
    ],
    [
      'an event that was removed',
      (world) => (world.tamper = (events) => events.filter(({ version }) => version !== 5)),
      'hash chain of the account: broken at version 6 (gap) / intact',
    ],
    ['a dead letter', (world) => (world.uncounted.deadLetters = 1), 'bus: accepted = published − rejected: 4 / 3'],
    [
      'a report that is still pending',
      (world) => (world.uncounted.pending = 1),
      'bus: accepted = published − rejected: 4 / 3',
    ],

    // Which photos were charged.
    [
      'a photo that was never charged',
      (world) => void world.photos.pop(),
      'photos published and never charged: 1: 2014/c / none',
    ],
    [
      'a photo that nobody published',
      (world) => void world.photos.push(photo('charge-2', 'd')),
      'photos charged without reason: 1: 2014/d / none',
    ],
    [
      'a photo that was charged twice',
      (world) => void world.photos.push(photo('charge-2', 'a')),
      'photos charged without reason: 1: 2014/a / none',
    ],
    [
      'photos of a charge that the ledger has never seen',
      (world) => (world.photos = world.photos.map((one) => ({ ...one, chargeId: one.chargeId.replace('2', '9') }))),
      'charge charge-9 of photos: recorded / not in the ledger',
    ],
    [
      'a charge for fewer photos than it paid for',
      (world) => void world.photos.splice(0, 1),
      'photos of charge charge-1: 2 / 1',
    ],
    ['a charge of two credits for a photo', event(7, { credits: '2' }), 'credits of charge charge-2: 2 / 1'],
  ])('finds %s', async (_, breakIt, difference) => {
    const world = soundWorld();
    breakIt(world);
    expect(await differencesIn(world)).toContain(difference);
  });

  it.each<[string, Break, string]>([
    // Runs beside the race.
    ['a run that nobody tells of', told(() => ({ otherRuns: [] })), 'run run-2: not told / published'],
    [
      'a run that is told and was never published',
      (world) => (world.published = { ...world.published, otherRuns: [] }),
      'runs beside the race: 1 / 0',
    ],
    ['a new image too many', other({ newPhotos: 12 }), 'new photos of run run-2: 12 / 11'],
    ['images that were free', other({ freePhotos: 1 }), 'free photos of run run-2: 1 / 0'],
    [
      'images that are told as repeated',
      other({ alreadyChargedPhotos: 1 }),
      'already charged photos of run run-2: 1 / 0',
    ],
    ['images that were not counted', other({ reportedPhotos: 10 }), 'reported photos of run run-2: 10 / 11'],
    ['another run that was charged more', other({ credits: 3 }), 'credits of run run-2: 3 / 2'],
    ['a run in another month', expected({ month: '2026-10' }), 'month of run run-2: 2026-10 / 2026-12'],
    [
      'a run of another usage type',
      expected({ usageType: 'AI_IMAGE_ROTATION' }),
      'usage type of run run-2: AI_IMAGE_ROTATION / WATERMARK_REPROCESSING',
    ],
    ['a run whose images are more than were charged', expected({ items: 12 }), 'photos charged: 14 / 15'],

    // What charges paid for.
    [
      'a tenth that was rounded down',
      (world) => {
        world.events.splice(11, 1);
      },
      'charge mark-3 of photos: recorded / not in the ledger',
    ],
    ['a tenth that was charged twice', event(11, { credits: '2' }), 'credits of charge mark-3: 2 / 1'],
    [
      'a rotation that was charged as a watermark',
      (world) => (world.photos = world.photos.map((one) => ({ ...one, component: 'AI_IMAGE_ROTATION' }))),
      'usage type of charge mark-1: WATERMARK_REPROCESSING / AI_IMAGE_ROTATION',
    ],
    [
      'an image of a rate that nobody knows',
      (world) => (world.photos = world.photos.map((one) => ({ ...one, component: 'UPLOAD' }))),
      'credits of charge mark-1: 1 / 0',
    ],
    ['a charge for another run', event(10, { runId: 'run-1' }), 'run of charge mark-1: run-1 / run-2'],
    [
      'a charge that was moved in time',
      event(10, { chargedAt: '2026-11-30T20:00:00.001Z' }),
      'time of charge mark-1: 2026-11-30T20:00:00.001Z / 2026-11-30T20:00:00.000Z',
    ],

    // Refusals.
    ['a refusal that nobody tells of', told(() => ({ refusals: [] })), 'refused runs: 0 / 1'],
    ['a refused run that runs', refusal({ state: 'RUNNING' }), 'state of refused run run-3: RUNNING / REFUSED'],
    ['a refusal that names other needs', refusal({ needed: 1 }), 'credits that refused run run-3 needs: 1 / 5001'],
    ['a refusal that hides credits', refusal({ available: 0 }), 'credits that refused run run-3 found: 0 / 997'],
    [
      'a top-up that does not suffice',
      refusal({ recommendedTopUp: 1_000 }),
      'top-up for refused run run-3: 1000 / 4505',
    ],
    ['a refusal that is not stored', (world) => void world.events.splice(13, 1), 'refused runs: 1 / 0'],
    ['a charge of a refused run', event(11, { runId: 'run-3' }), 'charges of refused run run-3: 0 / 1'],
    ['credits set aside for a refused run', event(9, { runId: 'run-3' }), 'refused run run-3 has a hold: false / true'],

    // Refunds.
    ['a refund that nobody tells of', told(() => ({ refunds: [] })), 'refunds: 0 / 1'],
    [
      'a refund that is not in the purchase history',
      told(({ transactions }) => ({ transactions: transactions.filter(({ type }) => type !== 'REFUND') })),
      'refund r: no row / REFUND 2',
    ],
    [
      'a refund of other lots than were answered',
      lotsOfRefund({ lotId: 'r-9' }),
      'answer of refund r: run-1 2, forgiven 0, r-1 of lot-p 1, r-2 of lot-t 1 / run-1 2, forgiven 0, r-9 of lot-p 1, r-2 of lot-t 1',
    ],
    [
      'a refund that was made twice',
      (world) => void world.events.push(...world.events.slice(14)),
      'stored events: sound / refund r was made twice',
    ],
    [
      'a refund at another price than was paid',
      lotsOfRefund({ unitPrice: '2.00' }),
      'stored events: sound / lot r-1 costs 2.00 INR and its source lot-p 1.50 INR',
    ],
    [
      'a refund in another currency than was paid',
      lotsOfRefund({ currency: 'USD' }),
      'stored events: sound / lot r-1 costs 1.50 USD and its source lot-p 1.50 INR',
    ],
    [
      'a refund of more than a lot paid for the run',
      lotsOfRefund({ credits: '2' }),
      'stored events: sound / refund r returns 1 more to lot lot-p than it paid',
    ],
    [
      'a refund whose lots are not what it says',
      event(14, { credits: '3' }),
      'stored events: sound / refund r of 3 credits returns 2 and forgives 0',
    ],
    [
      'a refund that forgives what nobody owes',
      event(14, { credits: '3', forgiven: '1' }),
      'stored events: sound / refund r forgives 1 more than the run owes',
    ],
    [
      'forgiven debt that the balance does not show',
      event(14, { credits: '3', forgiven: '1' }),
      'balance = what is left in all lots − debt: 999 / 1000',
    ],
  ])('finds %s, of runs of every type', async (_, breakIt, difference) => {
    const world = longWorld();
    breakIt(world);
    expect(await differencesIn(world)).toContain(difference);
  });

  it('finds nothing where a longer story holds', async () => {
    expect(await differencesIn(longWorld())).toEqual([]);
  });

  it.each<[string, Break, string]>([
    [
      'a reversal that is not in the list',
      told(({ transactions }) => ({ transactions: transactions.filter(({ type }) => type !== 'ADJUSTMENT') })),
      'reversal v: no row / ADJUSTMENT -100',
    ],
    [
      'an adjustment that nothing caused',
      told(({ transactions }) => ({
        transactions: [...transactions, { transactionId: 'adjustment-w', type: 'ADJUSTMENT', credits: -1 }],
      })),
      'adjustments: 2 / 1',
    ],
    [
      'a balance that a reversal left as it was',
      balance({ balance: 999 }),
      'balance = additions − charges − removals: 999 / 899',
    ],
    [
      'a lot that a reversal left as it was',
      event(9, { removals: [] }),
      'balance = what is left in all lots − debt: 899 / 999',
    ],
    [
      'a debt of a reversal that the balance does not show',
      event(9, { owed: '1' }),
      'balance = what is left in all lots − debt: 899 / 898',
    ],
    ['a reversal that cannot be read', event(9, { credits: 100 }), 'adjustments: 1 / 0'],
  ])('finds %s, where a purchase was taken back', async (_, breakIt, difference) => {
    const world = reversedWorld();
    breakIt(world);
    expect(await differencesIn(world)).toContain(difference);
  });

  it('finds nothing where a purchase was taken back and all shows it', async () => {
    expect(await differencesIn(reversedWorld())).toEqual([]);
  });

  it('finds a charge whose photos were exchanged, by their digest', async () => {
    const world = soundWorld();
    world.photos[1] = photo('charge-1', 'x');
    expect(await differencesIn(world)).toContainEqual(expect.stringMatching(/^photo digest of charge charge-1: /));
  });
});
