/** HTTP status by error code. Codes of a service are given to `bootstrapService`; these are the platform's own. */
export type ErrorStatuses = Readonly<Record<string, number>>;

export const PLATFORM_ERROR_STATUSES = {
  'auth.token_missing': 401,
  'auth.token_invalid': 401,
  'auth.token_expired': 401,
  'auth.not_a_member': 403,
  'auth.role_not_allowed': 403,
  'request.invalid': 400,
  'request.invalid_value': 400,
  'request.malformed': 400,
  'request.idempotency_key_missing': 400,
  'request.idempotency_key_invalid': 400,
  'request.idempotency_key_reused': 422,
  'request.body_too_large': 413,
  'request.unsupported_media_type': 415,
  'request.url_too_long': 414,
  'request.headers_too_large': 431,
  'request.too_slow': 408,
  'request.rate_limited': 429,
  'request.timed_out': 503,
  'route.not_found': 404,
  'service.unavailable': 503,
  'service.not_ready': 503,
  internal: 500,
} as const satisfies ErrorStatuses;

// A refusal that nobody gave a status is still the caller's to solve, and not a fault of ours.
const DEFAULT_REFUSAL_STATUS = 422;

export class ErrorStatusTable {
  private readonly statuses: ErrorStatuses;

  /** @throws Error when a service redefines a code of the platform. */
  constructor(serviceStatuses: ErrorStatuses = {}) {
    const redefined = Object.keys(serviceStatuses).find((code) => code in PLATFORM_ERROR_STATUSES);
    if (redefined !== undefined) throw new Error(`error code ${redefined} belongs to the platform`);
    this.statuses = { ...PLATFORM_ERROR_STATUSES, ...serviceStatuses };
  }

  statusOf(code: string): number {
    return this.statuses[code] ?? DEFAULT_REFUSAL_STATUS;
  }

  knows(code: string): boolean {
    return code in this.statuses;
  }
}
