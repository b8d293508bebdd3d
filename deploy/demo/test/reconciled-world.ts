import { createHash } from 'node:crypto';
import {
  hashEvent,
  verifyChain,
  type EventMetadata,
  type Position,
  type StoredEvent,
  type StreamId,
} from '@credit-ledger/event-sourcing';
import { AccountHistory } from '../src/reconciliation/account-history.js';
import { ChargedWork, type ChargedItem } from '../src/reconciliation/charged-work.js';
import type { Published, RawFacts } from '../src/reconciliation/raw-facts.js';
import type { ToldFigures } from '../src/reconciliation/told-figures.js';

const ORGANISATION = 'demo';
const RUN = 'run-1';

export type SampleEvent = { type: string; data: Record<string, unknown>; correlationId?: string };

/** Everything about one small run that came in by both ways and paused once; specs break one thing of it at a time. */
export type World = {
  told: ToldFigures;
  events: SampleEvent[];
  photos: ChargedItem[];
  uncounted: { deadLetters: number; pending: number };
  published: Published & { ids: Map<string, string[]> };
  /** Changes stored events after they were hashed. */
  tamper?: (events: StoredEvent[]) => StoredEvent[];
};

const chargedAt = '2026-11-30T20:00:00.000Z';
const lot = (lotId: string, credits: string) => ({ lotId, credits });
const held = (lotId: string, credits: string) => ({ lotId, credits, held: true });

const PRICE = { unitPrice: '1.50', currency: 'INR' };
const GIFT = { unitPrice: '0', currency: 'INR' };

const charge = (chargeId: string, photoIds: readonly string[], drawdowns: readonly object[]) => ({
  chargeId,
  runId: RUN,
  usageType: 'PHOTO_PROCESSING',
  credits: String(photoIds.length),
  drawdowns,
  overrun: '0',
  photoCount: String(photoIds.length),
  photoDigest: digestOf('2014/PROCESSING', photoIds),
  chargedAt,
  timeZone: 'Asia/Kolkata',
});

/** Photos a and b by bus on trial credits, a twice; then the pause, a purchase, and c by HTTP. */
export const soundWorld = (): World => ({
  told: {
    balance: { balance: 1_000 - 1, held: 0, available: 1_000 - 1, version: 9 },
    // 20:00 UTC on the last of November is December in India.
    months: [
      { month: '2026-12', creditsUsed: 3, usageTransactions: 1 },
      { month: '2026-11', creditsUsed: 0, usageTransactions: 0 },
    ],
    transactions: [
      { transactionId: 'addition-pay-1', type: 'PURCHASE', credits: 1_000 },
      { transactionId: `usage-${RUN}`, type: 'USAGE', credits: -3 },
      { transactionId: 'addition-trial', type: 'FREE_CREDITS', credits: 2 },
    ],
    run: {
      runId: RUN,
      usage: { reportedPhotos: 5, newPhotos: 3, alreadyChargedPhotos: 2, freePhotos: 0, credits: 3 },
    },
    otherRuns: [],
    refusals: [],
    refunds: [],
    purchases: [{ paymentId: 'pay-1', credits: 1_000 }],
    channels: {
      bus: { published: 4, accepted: 4, newPhotos: 2, alreadyCharged: 2 },
      http: { published: 1, accepted: 1, newPhotos: 1, alreadyCharged: 0 },
    },
    pauses: 1,
  },
  events: [
    { type: 'AccountOpened', data: { region: 'IN', currency: 'INR', timeZone: 'Asia/Kolkata', openedAt: chargedAt } },
    {
      type: 'CreditsAdded',
      data: { additionId: 'trial', lotId: 'lot-t', source: 'FREE_CREDITS', credits: '2', ...GIFT },
    },
    { type: 'HoldPlaced', data: { holdId: 'h1', runId: RUN, pins: [lot('lot-t', '2')] } },
    { type: 'UsageCharged', data: charge('charge-1', ['a', 'b'], [held('lot-t', '2')]), correlationId: 'by-bus' },
    { type: 'HoldExhausted', data: { holdId: 'h1', runId: RUN } },
    {
      type: 'CreditsAdded',
      data: { additionId: 'pay-1', lotId: 'lot-p', source: 'PURCHASE', credits: '1000', ...PRICE, paymentId: 'pay-1' },
    },
    { type: 'HoldPlaced', data: { holdId: 'h2', runId: RUN, pins: [lot('lot-p', '10')] } },
    { type: 'UsageCharged', data: charge('charge-2', ['c'], [held('lot-p', '1')]), correlationId: 'by-http' },
    { type: 'HoldReleased', data: { holdId: 'h2', runId: RUN, reason: 'COMPLETED', returned: [lot('lot-p', '9')] } },
  ],
  photos: [photo('charge-1', 'a'), photo('charge-1', 'b'), photo('charge-2', 'c')],
  uncounted: { deadLetters: 0, pending: 0 },
  published: {
    runId: RUN,
    correlationIds: { bus: 'by-bus', http: 'by-http' },
    rejectedByHttp: 0,
    distinctPhotos: 3,
    otherRuns: [],
    ids: new Map([['2014', ['a', 'b', 'c']]]),
  },
});

const MARKED = { runId: 'run-2', usageType: 'WATERMARK_REPROCESSING' } as const;
const MARKED_PHOTOS = Array.from({ length: 11 }, (_, index) => `m${String(index + 1).padStart(2, '0')}`);

const markedCharge = (chargeId: string, photoIds: readonly string[]) => ({
  ...charge(chargeId, photoIds, [held('lot-p', '1')]),
  ...MARKED,
  credits: '1',
  photoDigest: digestOf('run-2/WATERMARK_REPROCESSING', photoIds),
});

const marked = (chargeId: string, photoIds: readonly string[]): ChargedItem[] =>
  photoIds.map((itemId) => ({
    ...photo(chargeId, itemId),
    ...{ runId: MARKED.runId, scope: MARKED.runId, component: MARKED.usageType },
  }));

/**
 * Then eleven photos get a watermark, by one, nine and one: the nine cost nothing more. A third run is refused, and two of
 * the three credits of the first are given back.
 */
export function longWorld(): World {
  const world = soundWorld();
  const { told, published } = world;
  const lots = [
    { lotId: 'r-1', sourceLotId: 'lot-p', credits: 1 },
    { lotId: 'r-2', sourceLotId: 'lot-t', credits: 1 },
  ];
  world.told = {
    ...told,
    balance: { ...told.balance, version: 15 },
    months: told.months.map((month) =>
      month.creditsUsed ? { ...month, creditsUsed: 5, usageTransactions: 2 } : month,
    ),
    transactions: [
      ...told.transactions,
      { transactionId: 'usage-run-2', type: 'USAGE', credits: -2 },
      { transactionId: 'refund-r', type: 'REFUND', credits: 2 },
    ],
    otherRuns: [
      {
        runId: MARKED.runId,
        usage: { reportedPhotos: 11, newPhotos: 11, alreadyChargedPhotos: 0, freePhotos: 0, credits: 2 },
      },
    ],
    refusals: [{ runId: 'run-3', state: 'REFUSED', needed: 5_001, available: 997, recommendedTopUp: 4_505 }],
    refunds: [{ refundId: 'r', runId: RUN, credits: 2, forgiven: 0, lots }],
  };
  const [first, rest, last] = [MARKED_PHOTOS.slice(0, 1), MARKED_PHOTOS.slice(1, 10), MARKED_PHOTOS.slice(10)];
  const [paid, gift] = lots.map((one) => ({ ...one, credits: String(one.credits) }));
  world.events.push(
    { type: 'HoldPlaced', data: { holdId: 'h3', runId: 'run-2', pins: [lot('lot-p', '2')] } },
    { type: 'UsageCharged', data: markedCharge('mark-1', first) },
    { type: 'UsageCharged', data: markedCharge('mark-3', last) },
    { type: 'HoldReleased', data: { holdId: 'h3', runId: 'run-2', reason: 'COMPLETED', returned: [] } },
    { type: 'HoldRefused', data: { holdId: 'h4', runId: 'run-3', requested: '5001', available: '997' } },
    {
      type: 'UsageRefunded',
      data: {
        refundId: 'r',
        runId: RUN,
        credits: '2',
        forgiven: '0',
        lots: [
          { ...paid, ...PRICE },
          { ...gift, ...GIFT },
        ],
      },
    },
  );
  world.photos.push(...marked('mark-1', first), ...marked('mark-2', rest), ...marked('mark-3', last));
  published.ids.set(MARKED.runId, MARKED_PHOTOS);
  world.published = { ...published, otherRuns: [{ ...MARKED, month: '2026-12', items: 11 }] };
  return world;
}

/** Then a hundred of the credits that were bought are taken back. */
export function reversedWorld(): World {
  const world = soundWorld();
  const { balance, transactions } = world.told;
  world.told = {
    ...world.told,
    balance: { ...balance, balance: 899, available: 899, version: 10 },
    transactions: [...transactions, { transactionId: 'adjustment-v', type: 'ADJUSTMENT', credits: -100 }],
  };
  world.events.push({
    type: 'PurchaseReversed',
    data: {
      ...{ reversalId: 'v', paymentId: 'pay-1', credits: '100', owed: '0', forced: false },
      removals: [lot('lot-p', '100')],
    },
  });
  return world;
}

/** The facts as they would be read from the stores. */
export async function factsOf(world: World): Promise<RawFacts> {
  const history = new AccountHistory();
  const stored = (world.tamper ?? ((events) => events))(hashed(world.events));
  const chain = await verifyChain(stored);
  for (const event of stored) history.add(event);
  const work = new ChargedWork(ORGANISATION, world.published.ids);
  for (const one of world.photos) work.add(one);
  return { history, chain, work, uncounted: world.uncounted };
}

export function photo(chargeId: string, itemId: string): ChargedItem {
  return { chargeId, runId: RUN, scope: '2014', component: 'PROCESSING', itemId, chargedAt: new Date(chargedAt) };
}

function digestOf(scopeAndComponent: string, ids: readonly string[]): string {
  const keys = ids.map((id) => `${ORGANISATION}/${scopeAndComponent}/${id}\n`);
  return createHash('sha256').update(keys.join('')).digest('hex');
}

function hashed(events: readonly SampleEvent[]): StoredEvent[] {
  let previousHash = '';
  return events.map(({ type, data, correlationId = 'other' }, index) => {
    const unhashed: Omit<EventMetadata, 'hash'> = {
      messageId: `message-${index}`,
      correlationId,
      causationId: `cause-${index}`,
      actor: 'system',
      effectiveAt: chargedAt,
      recordedAt: chargedAt,
      source: 'metering#1',
      sequence: String(index + 1),
      previousHash,
    };
    const event = {
      streamId: `creditAccount-${ORGANISATION}` as StreamId,
      version: index + 1,
      position: String(index + 1).padStart(20, '0') as Position,
      type,
      schemaVersion: 1,
      data: JSON.stringify(data),
    };
    previousHash = hashEvent({ ...event, metadata: unhashed });
    return { ...event, metadata: { ...unhashed, hash: previousHash } };
  });
}
