import { addCredits, NO_CREDITS, sumCredits, type Credits } from '@credit-ledger/kernel';
import { addShares, NO_SHARE, type Share } from '../../rate-card/domain/share.js';
import { laterEffectiveTime, type EffectiveTime } from './effective-time.js';
import type { Candidate, IntakePlan } from './plan-intake.js';
import type { PhotoKey } from './photo-key.js';

/** What became of the photos of a report or a run. photos = newPhotos + alreadyCharged + freePhotos, always. */
export type PhotoCounts = {
  readonly photos: number;
  /** Photos of which anything was charged now, by the first report of the batch that named it. */
  readonly newPhotos: number;
  /** Photos charged before: by an earlier batch, earlier in this one, or named twice in a report. */
  readonly alreadyCharged: number;
  /** Photos that cost nothing. */
  readonly freePhotos: number;
  readonly credits: Credits;
};

/** What a run is charged for one usage type by this batch. Its photo keys are ordered. */
export type RunCharge = {
  readonly photoKeys: readonly PhotoKey[];
  readonly credits: Credits;
  /** The latest effective time among the charged photos. */
  readonly effective: EffectiveTime;
};

export type SettledReport = {
  readonly counts: PhotoCounts;
  /** What its new photos add to the run's share, which costs credits only as the run's sum is rounded up. */
  readonly share: Share;
  /** The charges that pay for its new photos. */
  readonly charges: readonly number[];
};

export type SettledIntake = {
  /** Parallel to the plan's. */
  readonly reports: readonly SettledReport[];
  readonly runs: readonly { readonly counts: PhotoCounts; readonly share: Share }[];
  readonly charges: readonly (RunCharge | undefined)[];
};

/** Turns what was really new into counts per report and run, and one charge per run and usage type. */
export function settleIntake(plan: IntakePlan, isNew: (key: PhotoKey) => boolean): SettledIntake {
  const tallies = plan.reports.map(() => new Tally());
  const charges = new Array<RunCharge | undefined>(plan.charges.length).fill(undefined);
  const keys = plan.charges.map((): PhotoKey[] => []);
  const take = (candidate: Candidate, countsAlready: boolean): void => {
    (tallies[candidate.report] as Tally).add(candidate, countsAlready);
    const photoKeys = keys[candidate.charge] as PhotoKey[];
    photoKeys.push(candidate.key);
    charges[candidate.charge] = chargeAlso(charges[candidate.charge], candidate, photoKeys);
  };
  for (const photo of plan.photos) {
    if (isNew(photo.key)) take(photo, photo.beside !== undefined && isNew(photo.beside));
  }
  for (const image of plan.images) {
    if (isNew(image.key)) take(image, false);
  }
  const reports = plan.reports.map((report, index) => (tallies[index] as Tally).settle(report));
  const runs = plan.runs.map((run) => sumOf(run.reports.map((index) => reports[index] as SettledReport)));
  return { reports, runs, charges };
}

/** What is new in one report. */
class Tally {
  private newPhotos = 0;
  private credits = NO_CREDITS;
  private share = NO_SHARE;
  private readonly charges: number[] = [];

  add({ charge, credits, share }: Candidate, countsAlready: boolean): void {
    if (!countsAlready) this.newPhotos += 1;
    if (credits !== NO_CREDITS) this.credits = addCredits(this.credits, credits);
    if (share !== NO_SHARE) this.share = addShares(this.share, share);
    if (!this.charges.includes(charge)) this.charges.push(charge);
  }

  settle({ photos, isFree }: { readonly photos: number; readonly isFree: boolean }): SettledReport {
    const { newPhotos, credits, share, charges } = this;
    const [alreadyCharged, freePhotos] = isFree ? [0, photos] : [photos - newPhotos, 0];
    return { counts: { photos, newPhotos, alreadyCharged, freePhotos, credits }, share, charges };
  }
}

function chargeAlso(charge: RunCharge | undefined, photo: Candidate, photoKeys: readonly PhotoKey[]): RunCharge {
  if (charge === undefined) return { photoKeys, credits: photo.credits, effective: photo.effective };
  return {
    photoKeys,
    credits: addCredits(charge.credits, photo.credits),
    effective: laterEffectiveTime(charge.effective, photo.effective),
  };
}

const sumOf = (all: readonly SettledReport[]) => ({
  counts: {
    photos: sum(all, ({ counts }) => counts.photos),
    newPhotos: sum(all, ({ counts }) => counts.newPhotos),
    alreadyCharged: sum(all, ({ counts }) => counts.alreadyCharged),
    freePhotos: sum(all, ({ counts }) => counts.freePhotos),
    credits: sumCredits(all.map(({ counts }) => counts.credits)),
  },
  share: all.reduce((total, { share }) => addShares(total, share), NO_SHARE),
});

const sum = (all: readonly SettledReport[], of: (report: SettledReport) => number): number =>
  all.reduce((total, report) => total + of(report), 0);
