import {
  NO_CREDITS,
  type Credits,
  type Instant,
  type OrganisationId,
  type PhotoEventId,
  type PhotoId,
} from '@credit-ledger/kernel';
import { photoProcessingRate, type RateCard } from '../../rate-card/domain/rate-card.js';
import { effectiveTime, type EffectiveTime } from './effective-time.js';
import { photoKey, type PhotoComponent, type PhotoKey } from './photo-key.js';
import type { UsageReport } from './usage-report.js';

/** A photo that this batch would charge, if nobody has charged it before. */
export type CandidatePhoto = {
  readonly key: PhotoKey;
  readonly organisationId: OrganisationId;
  readonly photoEventId: PhotoEventId;
  readonly photoId: PhotoId;
  readonly component: PhotoComponent;
  /** The first report of the batch that names the photo, and that report's run: they get the charge. */
  readonly report: number;
  readonly run: number;
  readonly credits: Credits;
  readonly effective: EffectiveTime;
};

/** The reports of one run, all of which one charge pays for. `reports` are indexes into the batch, in its order. */
export type ReportedRun = { readonly first: UsageReport; readonly reports: readonly number[] };

/** `rate` is what one photo of the report costs when it is new; `run` an index into the plan's runs. */
export type PricedReport = { readonly photos: number; readonly rate: Credits; readonly run: number };

export type IntakePlan = {
  readonly reports: readonly PricedReport[];
  /** Ordered by organisation, then run id: the order in which every transaction locks run rows. */
  readonly runs: readonly ReportedRun[];
  /** Unique, ordered by key: the order in which every transaction inserts, or two overlapping batches would deadlock. */
  readonly candidates: readonly CandidatePhoto[];
};

const COMPONENT = 'PROCESSING';

/**
 * Works out what a batch of reports may charge. A photo whose processing is free is no candidate: it stays uncharged, so
 * that processing it again with a search switched on costs what it costs.
 */
export function planIntake(reports: readonly UsageReport[], rateCard: RateCard, acceptedAt: Instant): IntakePlan {
  const { runs, runOf } = groupByRun(reports);
  const candidates = new Map<PhotoKey, CandidatePhoto>();
  const pricedReports = reports.map((report, index): PricedReport => {
    const credits = photoProcessingRate(rateCard, report.usage);
    const run = runOf[index] as number;
    const priced = { photos: report.usage.photoIds.length, rate: credits, run };
    if (credits === NO_CREDITS) return priced;
    const effective = effectiveTime(report.reportedAt, acceptedAt);
    const { organisationId } = report;
    const photoEventId = report.photoEvent.id;
    for (const photoId of report.usage.photoIds) {
      const key = photoKey(organisationId, photoEventId, COMPONENT, photoId);
      if (candidates.has(key)) continue;
      const photo = { key, organisationId, photoEventId, photoId, component: COMPONENT } as const;
      candidates.set(key, { ...photo, report: index, run, credits, effective });
    }
    return priced;
  });
  return { reports: pricedReports, runs, candidates: [...candidates.values()].sort(byKey) };
}

function groupByRun(reports: readonly UsageReport[]): { runs: ReportedRun[]; runOf: number[] } {
  const groups = new Map<string, { first: UsageReport; reports: number[] }>();
  reports.forEach((report, index) => {
    const id = `${report.organisationId}/${report.runId}`;
    const group = groups.get(id);
    if (group) group.reports.push(index);
    else groups.set(id, { first: report, reports: [index] });
  });
  const runs = [...groups.values()].sort((a, b) => byRun(a.first, b.first));
  const runOf = new Array<number>(reports.length);
  runs.forEach((run, position) => run.reports.forEach((index) => (runOf[index] = position)));
  return { runs, runOf };
}

const byKey = (a: CandidatePhoto, b: CandidatePhoto): number => (a.key < b.key ? -1 : 1);

const byRun = (a: UsageReport, b: UsageReport): number => {
  if (a.organisationId !== b.organisationId) return a.organisationId < b.organisationId ? -1 : 1;
  return a.runId < b.runId ? -1 : 1;
};
