import { DomainError } from '@credit-ledger/kernel';
import { errorCodes } from 'fastify';
import {
  NotAMemberError,
  RoleNotAllowedError,
  TokenExpiredError,
  TokenInvalidError,
  TokenMissingError,
} from '../auth/auth-errors.js';
import { RequestInvalidError } from '../errors/request-invalid.error.js';
import { NotReadyError } from '../health/not-ready.error.js';
import {
  IdempotencyKeyInvalidError,
  IdempotencyKeyMissingError,
  IdempotencyKeyReusedError,
} from '../idempotency/idempotency-key.js';
import { RateLimitedError } from '../limits/rate-limited.error.js';

const REFUSALS: readonly DomainError[] = [
  new TokenMissingError(),
  new TokenInvalidError('signature verification failed'),
  new TokenExpiredError(),
  new NotAMemberError(),
  new RoleNotAllowedError('operator'),
  new RequestInvalidError([{ field: 'limit', problem: 'must be a whole number from 1 to 200' }]),
  new IdempotencyKeyMissingError(),
  new IdempotencyKeyInvalidError(),
  new IdempotencyKeyReusedError(),
  new RateLimitedError(1),
  new NotReadyError('the service is stopping'),
];

/** One error for each code of the platform that a route can answer with. */
export const PLATFORM_REFUSALS: Readonly<Record<string, Error>> = {
  ...Object.fromEntries(REFUSALS.map((refusal) => [refusal.code, refusal])),
  'request.malformed': new errorCodes.FST_ERR_CTP_INVALID_JSON_BODY(),
  'request.body_too_large': new errorCodes.FST_ERR_CTP_BODY_TOO_LARGE(),
  'request.unsupported_media_type': new errorCodes.FST_ERR_CTP_INVALID_MEDIA_TYPE(),
  'service.unavailable': Object.assign(new Error('a database that is away'), { code: 'ECONNREFUSED' }),
  internal: new Error('anything that nobody expected'),
};
