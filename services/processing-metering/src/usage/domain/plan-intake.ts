import {
  NO_CREDITS,
  type Credits,
  type Instant,
  type OrganisationId,
  type PhotoEventId,
  type PhotoId,
} from '@credit-ledger/kernel';
import { photoProcessingRate, type Rates } from '../../rate-card/domain/rate-card.js';
import { NO_SHARE, type Share } from '../../rate-card/domain/share.js';
import type { UsageType } from '../../runs/domain/run.js';
import { effectiveTime, type EffectiveTime } from './effective-time.js';
import { groupByRun, type ReportedRun } from './group-by-run.js';
import { imageKey, photoKey, type PhotoComponent, type PhotoKey } from './photo-key.js';
import type { PhotoProcessing, RunImages, UsageReport } from './usage-report.js';

/** What this batch would charge, if nobody has charged it before. */
export type Candidate = {
  readonly key: PhotoKey;
  readonly photoId: PhotoId;
  /** The first report of the batch that names it, and a charge of that report's run: they get it. */
  readonly report: number;
  readonly charge: number;
  /** What it costs: whole credits, or a share of one that is rounded up over the whole run. */
  readonly credits: Credits;
  readonly share: Share;
  readonly effective: EffectiveTime;
};

/** A photo that is charged once, for ever. */
export type CandidatePhoto = Candidate & {
  readonly organisationId: OrganisationId;
  readonly photoEventId: PhotoEventId;
  readonly component: PhotoComponent;
  /** The other component of the photo in the same report, of which the photo is counted as one. */
  readonly beside: PhotoKey | undefined;
};

/** `run` is an index into the plan's runs. A report is free when nothing that it names costs anything. */
export type PricedReport = { readonly photos: number; readonly isFree: boolean; readonly run: number };

export type ChargedUsageType = UsageType | 'STORE_ORIGINALS';
export type PlannedCharge = { readonly run: number; readonly usageType: ChargedUsageType };

export type IntakePlan = {
  readonly reports: readonly PricedReport[];
  /** Ordered by organisation, then run id: the order in which every transaction locks run rows. */
  readonly runs: readonly ReportedRun[];
  /** All that there may be: two of each run, its own usage type's and that of its option. */
  readonly charges: readonly PlannedCharge[];
  /** Unique, ordered by key: the order in which every transaction inserts, or two overlapping batches would deadlock. */
  readonly photos: readonly CandidatePhoto[];
  /** Images that are charged once per run; unique and ordered alike. */
  readonly images: readonly Candidate[];
};

/**
 * Works out what a batch of reports may charge. What is free is no candidate: it stays uncharged, so that processing a photo
 * again with a search switched on costs what it costs. The reports of a run are of one usage type.
 */
export function planIntake(
  reports: readonly UsageReport[],
  ratesOf: (organisationId: OrganisationId) => Rates,
  acceptedAt: Instant,
): IntakePlan {
  const { runs, runOf } = groupByRun(reports);
  const photos = new Map<PhotoKey, CandidatePhoto>();
  const images = new Map<PhotoKey, Candidate>();
  const pricedReports = reports.map((report, index): PricedReport => {
    const run = runOf[index] as number;
    const { organisationId, usage } = report;
    const priced: ToPrice = { report, index, run, effective: effectiveTime(report.reportedAt, acceptedAt) };
    const rates = ratesOf(organisationId);
    let isFree = true;
    if (usage.type === 'PHOTO_PROCESSING') isFree = addPhotos(photos, priced, usage, rates);
    else if (usage.type !== undefined) isFree = addImages(images, priced, usage, rates);
    return { photos: usage.photoIds.length, isFree, run };
  });
  return { reports: pricedReports, runs, charges: chargesOf(runs), photos: sorted(photos), images: sorted(images) };
}

type ToPrice = {
  readonly report: UsageReport;
  readonly index: number;
  readonly run: number;
  readonly effective: EffectiveTime;
};

/** Answers whether nothing of it costs anything. */
function addPhotos(
  candidates: Map<PhotoKey, CandidatePhoto>,
  { report: { organisationId, photoEvent }, index, run, effective }: ToPrice,
  usage: PhotoProcessing,
  rates: Rates,
): boolean {
  const processing = photoProcessingRate(rates, usage);
  const originals = usage.storeOriginals ? rates.storeOriginals : NO_CREDITS;
  const add = (photoId: PhotoId, component: PhotoComponent, credits: Credits, beside?: PhotoKey) => {
    if (credits === NO_CREDITS) return undefined;
    const key = photoKey(organisationId, photoEvent.id, component, photoId);
    const known = candidates.get(key);
    if (known !== undefined) return known.report === index ? key : undefined;
    const charge = component === 'PROCESSING' ? ownCharge(run) : optionCharge(run);
    // Written out: this is done for every photo, and a spread takes longer than all the rest of it.
    candidates.set(key, {
      key,
      organisationId,
      photoEventId: photoEvent.id,
      photoId,
      component,
      beside,
      report: index,
      charge,
      credits,
      share: NO_SHARE,
      effective,
    });
    return key;
  };
  for (const photoId of usage.photoIds) {
    add(photoId, 'ORIGINALS', originals, add(photoId, 'PROCESSING', processing));
  }
  return processing === NO_CREDITS && originals === NO_CREDITS;
}

function addImages(
  candidates: Map<PhotoKey, Candidate>,
  { report: { organisationId, runId }, index, run, effective }: ToPrice,
  { type, photoIds }: RunImages,
  rates: Rates,
): boolean {
  const isRotation = type === 'AI_IMAGE_ROTATION';
  const credits = isRotation ? rates.imageRotation : NO_CREDITS;
  const share = isRotation ? NO_SHARE : rates.watermarkReprocessing;
  if (credits === NO_CREDITS && share === NO_SHARE) return true;
  for (const photoId of photoIds) {
    const key = imageKey(organisationId, runId, type, photoId);
    if (candidates.has(key)) continue;
    candidates.set(key, { key, photoId, report: index, charge: ownCharge(run), credits, share, effective });
  }
  return false;
}

const chargesOf = (runs: readonly ReportedRun[]): PlannedCharge[] =>
  runs.flatMap(({ first }, run): PlannedCharge[] => [
    { run, usageType: first.usage.type ?? 'PHOTO_PROCESSING' },
    { run, usageType: 'STORE_ORIGINALS' },
  ]);
/** The place of a run's charge for its own usage type. */
export const ownCharge = (run: number): number => 2 * run;
const optionCharge = (run: number): number => 2 * run + 1;

const sorted = <Each extends Candidate>(candidates: ReadonlyMap<PhotoKey, Each>): Each[] =>
  [...candidates.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
