import { parseUsageReport, type RawUsageReport, type UsageReport } from '../src/usage/domain/usage-report.js';

const SAMPLE: RawUsageReport = {
  organisationId: 'boston-athletics',
  runId: 'run-1',
  photoEventId: 2014,
  photoEventName: 'Boston Marathon 2014',
  effectiveAt: undefined,
  actorId: undefined,
  photoIds: ['photo-1'],
  bibSearch: true,
  selfieSearch: false,
};

/** A valid report that differs from the sample only where a spec says so. */
export const sampleReport = (change: Partial<RawUsageReport> = {}): UsageReport =>
  parseUsageReport({ ...SAMPLE, ...change });
