import type { UsageReport } from '../src/index.js';
import { parseReport } from '../src/report/parse-report.js';
import { reportId } from '../src/report/report-id.js';
import { payloadOf, type SpooledReport } from '../src/index.js';
import type { Instant } from '@credit-ledger/kernel';

export const NOW = '2026-11-21T09:30:00.000Z' as Instant;

/** One photo, searchable by bib. */
export const sampleReport = (change: Partial<UsageReport> = {}): UsageReport => ({
  organisationId: 'acme',
  runId: 'run-1',
  photoEvent: { id: 2014, name: 'Boston Marathon 2014' },
  usage: { type: 'PHOTO_PROCESSING', photoIds: ['photo-1'], bibSearch: true },
  ...change,
});

/** The n-th of many: a report of one photo of its own. */
export const numberedReport = (n: number, organisationId = 'acme'): UsageReport =>
  sampleReport({ organisationId, usage: { type: 'PHOTO_PROCESSING', photoIds: [`photo-${n}`], bibSearch: true } });

/** As the client spools it. */
export function spooled(report: UsageReport): SpooledReport {
  const message = parseReport(report, NOW);
  const id = reportId(message, report.key);
  const { organisationId } = message;
  return { id, source: 'spec', time: NOW, correlationId: id, organisationId, payload: payloadOf(message) };
}
