import type { CrashWorld } from '../crash-world.js';
import type { Customer } from '../customer.js';
import type { Stored } from './read-stored.js';
import { unequal } from './unequal.js';

type RunRow = {
  readonly runId: string;
  readonly newPhotos: number;
  readonly credits: number;
  readonly granted: number;
  readonly holdStatus: string;
};

const RUNS = `
  select run_id as "runId", new_photos::int as "newPhotos", credits::int, granted::int, hold_status as "holdStatus"
    from metering.runs where organisation_id = $1`;

/** Runs count exactly what was charged for them, and were told of every hold once. */
export async function runProblems(
  world: CrashWorld,
  { organisationId }: Customer,
  { history, work, messages }: Stored,
): Promise<readonly string[]> {
  const runs = await world.rows<RunRow>(RUNS, [organisationId]);
  const charges = [...history.charges.values()];
  return runs.flatMap(({ runId, newPhotos, credits, granted, holdStatus }) => {
    const charged = charges
      .filter((charge) => charge.runId === runId)
      .reduce((sum, charge) => sum + charge.credits, 0n);
    const pinned = messages.filter((event) => event.runId === runId).reduce((sum, event) => sum + event.pinned, 0);
    return [
      ...unequal(`new photos of ${runId}`, newPhotos, work.ofRun(runId)),
      ...unequal(`credits of ${runId}`, credits, charged),
      ...unequal(`granted to ${runId}`, granted, pinned),
      ...(holdStatus === 'PENDING' ? [`${runId} waits for its hold although nothing is on its way`] : []),
      ...(holdStatus === 'EXPIRING' ? [`the hold of ${runId} was given up and never released`] : []),
    ];
  });
}
