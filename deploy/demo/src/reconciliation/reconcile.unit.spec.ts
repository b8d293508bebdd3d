import { describe, expect, it } from '@jest/globals';
import { factsOf, photo, soundWorld, type World } from '../../test/reconciled-world.js';
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
      'photos published and never charged: 1: c / none',
    ],
    [
      'a photo that nobody published',
      (world) => void world.photos.push(photo('charge-2', 'd')),
      'photos charged without reason: 1: d / none',
    ],
    [
      'a photo that was charged twice',
      (world) => void world.photos.push(photo('charge-2', 'a')),
      'photos charged without reason: 1: a / none',
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

  it('finds a charge whose photos were exchanged, by their digest', async () => {
    const world = soundWorld();
    world.photos[1] = photo('charge-1', 'x');
    expect(await differencesIn(world)).toContainEqual(expect.stringMatching(/^photo digest of charge charge-1: /));
  });
});
