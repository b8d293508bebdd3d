import { assertNever, NO_CREDITS, type Credits } from '@credit-ledger/kernel';
import { leftInHold } from './hold.js';
import type { Run, RunUsage } from './run.js';

/** `go` with how many photos, `wait` and ask again, or `stop`: nothing changes before somebody acts. */
export type GateAnswer =
  | { readonly decision: 'go'; readonly photos: number; readonly reason: undefined }
  | { readonly decision: 'wait' | 'stop'; readonly photos: 0; readonly reason: GateReason };

export type GateReason =
  | 'metering.hold_pending'
  | 'metering.hold_used_up'
  | 'metering.hold_expiring'
  | 'metering.no_credits_available'
  | 'metering.run_paused'
  | 'metering.run_completed'
  | 'metering.run_cancelled'
  | 'metering.run_refused';

/** What the answer depends on. */
export type GatedRun = Pick<Run, 'state' | 'usageType' | 'settings' | 'hold'> & {
  readonly usage: Pick<RunUsage, 'newPhotos' | 'credits'>;
};

export type GateQuestion = {
  readonly photos: number;
  /** What so many more photos of the run cost when all of them are new. It never falls with their number. */
  readonly costOf: (photos: number) => Credits;
  /** What the organisation could still set aside, by the last fact seen; negative in debt. */
  readonly available: Credits;
};

/**
 * What the pipeline asks before each batch. Answered from what metering knows, so it may say `go` to photos that then
 * overrun the hold by what is on its way: the ledger accepts that as debt. Photos that turn out to be charged already cost
 * nothing, so the answer is on the safe side.
 */
export function askGate(run: GatedRun, question: GateQuestion): GateAnswer {
  switch (run.state) {
    case 'REQUESTED':
      return refuse('wait', 'metering.hold_pending');
    case 'PAUSED':
      return run.hold.status === 'PENDING'
        ? refuse('wait', 'metering.hold_pending')
        : refuse('stop', 'metering.run_paused');
    case 'COMPLETED':
      return refuse('stop', 'metering.run_completed');
    case 'CANCELLED':
      return refuse('stop', 'metering.run_cancelled');
    case 'REFUSED':
      return refuse('stop', 'metering.run_refused');
    case 'RUNNING':
      return askRunning(run, question);
    default:
      return assertNever(run.state);
  }
}

function askRunning(run: GatedRun, { photos, costOf, available }: GateQuestion): GateAnswer {
  if (costOf(photos) === NO_CREDITS) return { decision: 'go', photos, reason: undefined };
  if (run.hold.status === 'OPEN') {
    // The ledger has yet to see the last charges; then it extends the hold, or exhausts it and so pauses the run.
    return (
      affordable(photos, costOf, leftInHold(run.hold, run.usage.credits)) ?? refuse('wait', 'metering.hold_used_up')
    );
  }
  // The ledger pauses the run as soon as it hears.
  if (run.hold.status === 'EXPIRING') return refuse('wait', 'metering.hold_expiring');
  return affordable(photos, costOf, available) ?? refuse('wait', 'metering.no_credits_available');
}

/** As many of the photos as the budget pays for; undefined for none. Found by halving, because rounding may make some free. */
function affordable(photos: number, costOf: GateQuestion['costOf'], budget: Credits): GateAnswer | undefined {
  let [paid, unpaid] = [0, photos + 1];
  while (unpaid - paid > 1) {
    const middle = Math.floor((paid + unpaid) / 2);
    if (costOf(middle) <= budget) paid = middle;
    else unpaid = middle;
  }
  return paid === 0 ? undefined : { decision: 'go', photos: paid, reason: undefined };
}

const refuse = (decision: 'wait' | 'stop', reason: GateReason): GateAnswer => ({ decision, photos: 0, reason });
