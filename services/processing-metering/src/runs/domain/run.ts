import type { ActorId, Credits, Instant, OrganisationId, RunId } from '@credit-ledger/kernel';
import type { SearchSettings } from '../../usage/domain/usage-report.js';
import type { PhotoEvent } from '../../usage/domain/photo-event.js';
import type { Hold } from './hold.js';

/**
 * REQUESTED → RUNNING → (PAUSED → RUNNING)* → COMPLETED, or REFUSED, or CANCELLED. Only a usage type whose hold is all or
 * nothing can be REFUSED; PHOTO_PROCESSING pauses instead.
 */
export const RUN_STATES = ['REQUESTED', 'RUNNING', 'PAUSED', 'COMPLETED', 'CANCELLED', 'REFUSED'] as const;
export type RunState = (typeof RUN_STATES)[number];

/** Storing originals is no type of its own but an option of PHOTO_PROCESSING, charged beside it. */
export const USAGE_TYPES = ['PHOTO_PROCESSING', 'AI_IMAGE_ROTATION', 'WATERMARK_REPROCESSING'] as const;
export type UsageType = (typeof USAGE_TYPES)[number];

/** Of PHOTO_PROCESSING; all off for every other type. */
export type RunSettings = SearchSettings & { readonly storeOriginals: boolean };

/** One "Process Photos" of an organisation. Opened by a person's request or by the first usage report that names it. */
export type Run = {
  readonly organisationId: OrganisationId;
  readonly runId: RunId;
  readonly usageType: UsageType;
  readonly state: RunState;
  /** Frozen by whatever opened the run. */
  readonly photoEvent: PhotoEvent;
  readonly settings: RunSettings;
  readonly startedBy: ActorId;
  readonly openedAt: Instant;
  readonly endedAt: Instant | undefined;
  /** When it was opened, its hold placed or extended, or usage counted: whichever was last. */
  readonly usedAt: Instant;
  /** The credits the whole run was estimated to cost; zero for a run that a report opened. */
  readonly estimate: Credits;
  readonly hold: Hold;
  /** Everything that holds have set aside for the run so far. */
  readonly granted: Credits;
  readonly usage: RunUsage;
};

/** Sums over all usage of the run. reported = new + already charged + free. */
export type RunUsage = {
  readonly reportedPhotos: number;
  readonly newPhotos: number;
  readonly alreadyChargedPhotos: number;
  readonly freePhotos: number;
  /** Reported as failed at the publisher, and not as done since. Not among the reported ones. */
  readonly failedPhotos: number;
  readonly credits: Credits;
};

export const hasEnded = ({ state }: Run): boolean =>
  state === 'COMPLETED' || state === 'CANCELLED' || state === 'REFUSED';
