import type { WorkOfCharge } from './charged-work.js';

export type PricedWork = WorkOfCharge & { readonly usageType: string; readonly credits: bigint };

/** What is charged for a component of a photo, or an image, goes by the name of its usage type. */
const USAGE_TYPES: Readonly<Record<string, string>> = { PROCESSING: 'PHOTO_PROCESSING', ORIGINALS: 'STORE_ORIGINALS' };

const EACH = (items: bigint): bigint => items;

/** The first rate card: what so many photos or images of a run cost in all. */
const RATES: Readonly<Record<string, (items: bigint) => bigint>> = {
  PHOTO_PROCESSING: EACH,
  STORE_ORIGINALS: EACH,
  AI_IMAGE_ROTATION: EACH,
  // A tenth of the run's photos so far, rounded up.
  WATERMARK_REPROCESSING: (photos) => (photos + 9n) / 10n,
};

/**
 * The credits of each charge, by charge id: what the run's work so far costs in all, less what it cost before. Nothing is
 * charged for work that a credit charged before had room for: such work has 0 here, and no charge in the ledger.
 */
export function priceWork(charges: readonly WorkOfCharge[]): ReadonlyMap<string, PricedWork> {
  const soFar = new Map<string, bigint>();
  const priced = [...charges].sort(byTime).map((work): PricedWork => {
    const usageType = USAGE_TYPES[work.component] ?? work.component;
    // Of a type without a rate no credits are right.
    const costOf = RATES[usageType] ?? (() => 0n);
    const key = `${work.runId}/${usageType}`;
    const before = soFar.get(key) ?? 0n;
    soFar.set(key, before + work.items);
    return { ...work, usageType, credits: costOf(before + work.items) - costOf(before) };
  });
  return new Map(priced.map((work) => [work.chargeId, work]));
}

// Ids of charges are made in the order of time, and decide within a millisecond.
const byTime = (a: WorkOfCharge, b: WorkOfCharge): number =>
  a.chargedAt === b.chargedAt ? compare(a.chargeId, b.chargeId) : compare(a.chargedAt, b.chargedAt);
const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
