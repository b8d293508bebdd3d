import {
  credits,
  NO_CREDITS,
  type ActorId,
  type Instant,
  type OrganisationId,
  type RunId,
} from '@credit-ledger/kernel';
import { photoProcessingRate, type RateCard } from '../../rate-card/domain/rate-card.js';
import type { PhotoEvent } from '../../usage/domain/photo-event.js';
import { NO_HOLD, type HoldId } from './hold.js';
import type { Run, RunSettings } from './run.js';

export type RunRequest = {
  readonly organisationId: OrganisationId;
  readonly runId: RunId;
  readonly photoEvent: PhotoEvent;
  readonly settings: RunSettings;
  readonly estimatedPhotos: number;
  readonly startedBy: ActorId;
  readonly holdId: HoldId;
  readonly now: Instant;
};

/** A run waits for the hold on its estimate; one that is estimated to cost nothing runs at once, without a hold. */
export function requestRun({ estimatedPhotos, holdId, now, ...request }: RunRequest, rateCard: RateCard): Run {
  const estimate = credits(photoProcessingRate(rateCard, request.settings) * BigInt(estimatedPhotos));
  const isFree = estimate === NO_CREDITS;
  return {
    ...request,
    usageType: 'PHOTO_PROCESSING',
    state: isFree ? 'RUNNING' : 'REQUESTED',
    openedAt: now,
    endedAt: undefined,
    estimate,
    hold: isFree ? NO_HOLD : { status: 'PENDING', holdId, requested: estimate, chargedBefore: NO_CREDITS },
    granted: NO_CREDITS,
    usage: { reportedPhotos: 0, newPhotos: 0, alreadyChargedPhotos: 0, freePhotos: 0, credits: NO_CREDITS },
  };
}
