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
import { ChargedPhotos, type ChargedPhoto } from '../src/reconciliation/charged-photos.js';
import type { Published, RawFacts } from '../src/reconciliation/raw-facts.js';
import type { ToldFigures } from '../src/reconciliation/told-figures.js';

const ORGANISATION = 'demo';
const RUN = 'run-1';

export type SampleEvent = { type: string; data: Record<string, unknown>; correlationId?: string };

/** Everything about one small run that came in by both ways and paused once; specs break one thing of it at a time. */
export type World = {
  told: ToldFigures;
  events: SampleEvent[];
  photos: ChargedPhoto[];
  uncounted: { deadLetters: number; pending: number };
  published: Published & { photoIds: string[] };
  /** Changes stored events after they were hashed. */
  tamper?: (events: StoredEvent[]) => StoredEvent[];
};

const chargedAt = '2026-11-30T20:00:00.000Z';
const lot = (lotId: string, credits: string) => ({ lotId, credits });
const held = (lotId: string, credits: string) => ({ lotId, credits, held: true });

const charge = (chargeId: string, photoIds: readonly string[], drawdowns: readonly object[]) => ({
  chargeId,
  runId: RUN,
  credits: String(photoIds.length),
  drawdowns,
  overrun: '0',
  photoCount: String(photoIds.length),
  photoDigest: digestOf(photoIds),
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
    purchases: [{ paymentId: 'pay-1', credits: 1_000 }],
    channels: {
      bus: { published: 4, accepted: 4, newPhotos: 2, alreadyCharged: 2 },
      http: { published: 1, accepted: 1, newPhotos: 1, alreadyCharged: 0 },
    },
    pauses: 1,
  },
  events: [
    { type: 'AccountOpened', data: { region: 'IN', currency: 'INR', timeZone: 'Asia/Kolkata', openedAt: chargedAt } },
    { type: 'CreditsAdded', data: { additionId: 'trial', lotId: 'lot-t', source: 'FREE_CREDITS', credits: '2' } },
    { type: 'HoldPlaced', data: { holdId: 'h1', runId: RUN, pins: [lot('lot-t', '2')] } },
    { type: 'UsageCharged', data: charge('charge-1', ['a', 'b'], [held('lot-t', '2')]), correlationId: 'by-bus' },
    { type: 'HoldExhausted', data: { holdId: 'h1', runId: RUN } },
    {
      type: 'CreditsAdded',
      data: { additionId: 'pay-1', lotId: 'lot-p', source: 'PURCHASE', credits: '1000', paymentId: 'pay-1' },
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
    photoIds: ['a', 'b', 'c'],
  },
});

/** The facts as they would be read from the stores. */
export async function factsOf(world: World): Promise<RawFacts> {
  const history = new AccountHistory();
  const stored = (world.tamper ?? ((events) => events))(hashed(world.events));
  const chain = await verifyChain(stored);
  for (const event of stored) history.add(event);
  const photos = new ChargedPhotos(ORGANISATION, world.published.photoIds);
  for (const one of world.photos) photos.add(one);
  return { history, chain, photos, uncounted: world.uncounted };
}

export function photo(chargeId: string, photoId: string): ChargedPhoto {
  return { chargeId, runId: RUN, photoEventId: '2014', component: 'PROCESSING', photoId };
}

function digestOf(photoIds: readonly string[]): string {
  const keys = photoIds.map((photoId) => `${ORGANISATION}/2014/PROCESSING/${photoId}\n`);
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
