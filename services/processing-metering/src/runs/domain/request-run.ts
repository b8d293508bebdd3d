import {
  InvalidValueError,
  NO_CREDITS,
  type ActorId,
  type Credits,
  type Instant,
  type OrganisationId,
  type RunId,
} from '@credit-ledger/kernel';
import type { Rates } from '../../rate-card/domain/rate-card.js';
import { workCredits } from '../../rate-card/domain/work-credits.js';
import type { PhotoEvent } from '../../usage/domain/photo-event.js';
import { checkEstimatedPhotos } from './estimated-photos.js';
import { NO_HOLD, type HoldId } from './hold.js';
import type { Run, RunSettings, UsageType } from './run.js';

export type RunRequest = {
  readonly organisationId: OrganisationId;
  readonly runId: RunId;
  readonly usageType: UsageType;
  readonly photoEvent: PhotoEvent;
  readonly settings: RunSettings;
  readonly estimatedPhotos: number;
  readonly startedBy: ActorId;
  readonly holdId: HoldId;
  readonly now: Instant;
};

/** Domain rule "credits.per-message": the ledger takes no larger hold. */
const HOLD_MAX = 1_000_000_000n;

/**
 * A run waits for the hold on its estimate; one that is estimated to cost nothing runs at once, without a hold.
 * @throws InvalidValueError when there are too many photos, or too few, for a run of its type.
 */
export function requestRun({ estimatedPhotos, holdId, now, ...request }: RunRequest, rates: Rates): Run {
  const estimate = estimateOf(request, estimatedPhotos, rates);
  const isFree = estimate === NO_CREDITS;
  return {
    ...request,
    state: isFree ? 'RUNNING' : 'REQUESTED',
    openedAt: now,
    endedAt: undefined,
    usedAt: now,
    estimate,
    hold: isFree ? NO_HOLD : { status: 'PENDING', holdId, requested: estimate, chargedBefore: NO_CREDITS },
    granted: NO_CREDITS,
    usage: {
      reportedPhotos: 0,
      newPhotos: 0,
      alreadyChargedPhotos: 0,
      freePhotos: 0,
      failedPhotos: 0,
      credits: NO_CREDITS,
    },
  };
}

function estimateOf(work: Pick<RunRequest, 'usageType' | 'settings'>, photos: number, rates: Rates): Credits {
  checkEstimatedPhotos(work.usageType, photos, 'estimatedPhotos');
  const estimate = workCredits(rates, { ...work, photos });
  if (estimate > HOLD_MAX) throw new InvalidValueError('estimatedPhotos', `must cost at most ${HOLD_MAX} credits`);
  return estimate;
}
