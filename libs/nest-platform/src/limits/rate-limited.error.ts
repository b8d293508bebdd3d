import { DomainError } from '@credit-ledger/kernel';

/** The caller sent more than he may. Nothing of the request was looked at. */
export class RateLimitedError extends DomainError {
  readonly code = 'request.rate_limited';

  constructor(readonly retryAfterSeconds: number) {
    super(`too many requests; send it again in ${retryAfterSeconds} s`, { retryAfterSeconds });
  }
}
