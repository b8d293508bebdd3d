import { parseInstant, parseOrganisationId, parseRunId, type DomainError } from '@credit-ledger/kernel';
import { OrganisationNotFoundError } from './organisations/organisation-not-found.error.js';
import { OrganisationNotRegisteredError } from './organisations/organisation-not-registered.error.js';
import { RatesTooSoonError } from './rate-card/domain/rate-version.js';
import {
  InsufficientCreditsError,
  RunEndedError,
  RunExistsError,
  RunNotFoundError,
  RunNotPausedError,
  RunNotStartedError,
} from './runs/domain/run.errors.js';
import { UsageQueueFullError } from './usage/commands/usage-batcher.js';
import { UsageTypeMismatchError } from './usage/domain/agree-on-usage-type.js';
import { OrganisationMismatchError, UnsupportedEventError } from './usage/http/usage-event.errors.js';
import { USAGE_EVENT_TYPE } from './usage/http/parse-usage-event.js';

const RUN_ID = parseRunId('run-2014-04-21');

/** One of each refusal, for OpenAPI. */
export const REFUSAL_EXAMPLES: readonly DomainError[] = [
  new OrganisationMismatchError('subject'),
  new UnsupportedEventError('type', USAGE_EVENT_TYPE),
  new UsageTypeMismatchError({ runId: RUN_ID, usage: { type: 'AI_IMAGE_ROTATION' } }, 'PHOTO_PROCESSING'),
  new UsageQueueFullError(),
  new OrganisationNotRegisteredError(parseOrganisationId('acme')),
  new InsufficientCreditsError(RUN_ID, { needed: 500, available: 120, recommendedTopUp: 1_000 }),
  new RatesTooSoonError(parseInstant('2026-11-21T09:31:00.000Z')),
  new OrganisationNotFoundError(parseOrganisationId('acme')),
  new RunNotFoundError(RUN_ID),
  new RunExistsError(RUN_ID),
  new RunNotPausedError(RUN_ID, 'RUNNING'),
  new RunNotStartedError(RUN_ID),
  new RunEndedError(RUN_ID, 'CANCELLED'),
];
