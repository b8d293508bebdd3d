import { DomainError, type RunId } from '@credit-ledger/kernel';
import type { UsageType } from '../../runs/domain/run.js';
import { runKey } from './group-by-run.js';
import type { UsageReport } from './usage-report.js';

/** A run has one usage type, of the request or report that opened it. A report of another type is refused for good. */
export class UsageTypeMismatchError extends DomainError {
  readonly code = 'metering.usage_type_mismatch';

  constructor({ runId, usage }: { runId: RunId; usage: Pick<UsageReport['usage'], 'type'> }, runType: UsageType) {
    super(`run ${runId} is ${runType}; ${usage.type ?? 'another type'} needs a run of its own`, {
      field: 'data.runId',
      runType,
    });
  }
}

/**
 * The reports that are not of their run's type, by their index. Of a run about which nothing is remembered the first report
 * of the batch decides, unless the run's row turns out to say otherwise.
 */
export function mismatchesOf(
  reports: readonly UsageReport[],
  remembered: (run: string) => UsageType | undefined,
): ReadonlyMap<number, UsageTypeMismatchError> {
  const types = new Map<string, UsageType>();
  const mismatches = new Map<number, UsageTypeMismatchError>();
  reports.forEach((report, index) => {
    if (report.usage.type === undefined) return;
    const run = runKey(report);
    let type = types.get(run);
    if (type === undefined) types.set(run, (type = remembered(run) ?? report.usage.type));
    if (type !== report.usage.type) mismatches.set(index, new UsageTypeMismatchError(report, type));
  });
  return mismatches;
}
