import { addCredits, credits, NO_CREDITS, sumCredits, type Credits } from '@credit-ledger/kernel';
import { laterEffectiveTime, type EffectiveTime } from './effective-time.js';
import type { CandidatePhoto, IntakePlan } from './plan-intake.js';
import type { PhotoKey } from './photo-key.js';

/** What became of the photos of a report or a run. photos = newPhotos + alreadyCharged + freePhotos, always. */
export type PhotoCounts = {
  readonly photos: number;
  /** Photos that were charged now, by the first report of the batch that named them. */
  readonly newPhotos: number;
  /** Photos charged before: by an earlier batch, earlier in this one, or named twice in a report. */
  readonly alreadyCharged: number;
  /** Photos whose processing costs nothing. */
  readonly freePhotos: number;
  readonly credits: Credits;
};

/** The one charge of a run in this batch. Its photo keys are ordered. */
export type RunCharge = {
  readonly photoKeys: readonly PhotoKey[];
  readonly credits: Credits;
  /** The latest effective time among the charged photos. */
  readonly effective: EffectiveTime;
};

export type SettledRun = { readonly counts: PhotoCounts; readonly charge: RunCharge | undefined };

/** Both lists are parallel to the plan's. */
export type SettledIntake = { readonly reports: readonly PhotoCounts[]; readonly runs: readonly SettledRun[] };

/** Turns the photos that were really new into counts per report and one charge per run. */
export function settleIntake(plan: IntakePlan, isNew: (key: PhotoKey) => boolean): SettledIntake {
  const newPhotos = new Array<number>(plan.reports.length).fill(0);
  const charges = new Array<RunCharge | undefined>(plan.runs.length).fill(undefined);
  const keys = plan.runs.map((): PhotoKey[] => []);
  for (const photo of plan.candidates) {
    if (!isNew(photo.key)) continue;
    newPhotos[photo.report] = (newPhotos[photo.report] as number) + 1;
    const photoKeys = keys[photo.run] as PhotoKey[];
    photoKeys.push(photo.key);
    charges[photo.run] = chargeAlso(charges[photo.run], photo, photoKeys);
  }
  const reports = plan.reports.map((report, index) => countsOf(report, newPhotos[index] as number));
  const runs = plan.runs.map((run, position): SettledRun => ({
    counts: sumCounts(run.reports.map((index) => reports[index] as PhotoCounts)),
    charge: charges[position],
  }));
  return { reports, runs };
}

function chargeAlso(charge: RunCharge | undefined, photo: CandidatePhoto, photoKeys: readonly PhotoKey[]): RunCharge {
  if (charge === undefined) return { photoKeys, credits: photo.credits, effective: photo.effective };
  return {
    photoKeys,
    credits: addCredits(charge.credits, photo.credits),
    effective: laterEffectiveTime(charge.effective, photo.effective),
  };
}

function countsOf({ photos, rate }: { photos: number; rate: Credits }, newPhotos: number): PhotoCounts {
  if (rate === NO_CREDITS) return { photos, newPhotos: 0, alreadyCharged: 0, freePhotos: photos, credits: NO_CREDITS };
  const charged = credits(rate * BigInt(newPhotos));
  return { photos, newPhotos, alreadyCharged: photos - newPhotos, freePhotos: 0, credits: charged };
}

const sumCounts = (all: readonly PhotoCounts[]): PhotoCounts => ({
  photos: sum(all, (counts) => counts.photos),
  newPhotos: sum(all, (counts) => counts.newPhotos),
  alreadyCharged: sum(all, (counts) => counts.alreadyCharged),
  freePhotos: sum(all, (counts) => counts.freePhotos),
  credits: sumCredits(all.map((counts) => counts.credits)),
});

const sum = (all: readonly PhotoCounts[], of: (counts: PhotoCounts) => number): number =>
  all.reduce((total, counts) => total + of(counts), 0);
