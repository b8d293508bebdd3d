import type { UsageReport } from './usage-report.js';

/** The reports of one run, which one charge of each usage type pays for. `reports` are indexes into the batch, in its order. */
export type ReportedRun = {
  /** The first that says what was done, else the first: it opens the run, if nobody has. */
  readonly first: UsageReport;
  readonly reports: readonly number[];
};

export type GroupedReports = {
  /** Ordered by organisation, then run id: the order in which every transaction locks run rows. */
  readonly runs: readonly ReportedRun[];
  /** The place of each report's run among them. */
  readonly runOf: readonly number[];
};

export function groupByRun(reports: readonly UsageReport[]): GroupedReports {
  const groups = new Map<string, { first: UsageReport; reports: number[] }>();
  reports.forEach((report, index) => {
    const id = runKey(report);
    const group = groups.get(id);
    if (group) {
      group.reports.push(index);
      if (group.first.usage.type === undefined) group.first = report;
    } else groups.set(id, { first: report, reports: [index] });
  });
  const runs = [...groups.values()].sort((a, b) => byRun(a.first, b.first));
  const runOf = new Array<number>(reports.length);
  runs.forEach((run, position) => run.reports.forEach((index) => (runOf[index] = position)));
  return { runs, runOf };
}

/** No two runs share it: neither id contains a `/`. */
export const runKey = ({ organisationId, runId }: Pick<UsageReport, 'organisationId' | 'runId'>): string =>
  `${organisationId}/${runId}`;

const byRun = (a: UsageReport, b: UsageReport): number => {
  if (a.organisationId !== b.organisationId) return a.organisationId < b.organisationId ? -1 : 1;
  return a.runId < b.runId ? -1 : 1;
};
