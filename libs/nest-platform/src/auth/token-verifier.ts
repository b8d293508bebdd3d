import { hash } from 'node:crypto';
import { InvalidValueError, parseActorId } from '@credit-ledger/kernel';
import { errors, jwtVerify, type JWTPayload, type JWTVerifyGetKey } from 'jose';
import { LRUCache } from 'lru-cache';
import { TokenExpiredError, TokenInvalidError } from './auth-errors.js';
import { CallerIdentity, isMemberRole, isPlatformRole, type MemberRole } from './caller.js';

export type TokenVerifierOptions = {
  readonly keys: JWTVerifyGetKey;
  readonly issuer?: string | undefined;
  readonly audience?: string | undefined;
  /** Tokens are judged by real time even where a spec freezes the service's clock. */
  readonly nowMs?: () => number;
};

// Asymmetric ones alone: with a shared secret whoever verifies could also sign.
const ALGORITHMS = ['EdDSA', 'ES256', 'ES384', 'RS256', 'PS256'];
const CACHED_TOKENS_MAX = 10_000;
// A key that is withdrawn stops working after this long.
const CACHED_FOR_MS = 60_000;

/**
 * Verifies bearer tokens. A signature costs far more than the rest of a small request, so that an accepted token is
 * remembered briefly, by its hash, and never beyond its own expiry. Refused tokens are not remembered: nobody can fill
 * the cache without a valid one.
 */
export class TokenVerifier {
  private readonly accepted = new LRUCache<string, { caller: CallerIdentity; expiresAtMs: number }>({
    max: CACHED_TOKENS_MAX,
  });
  private readonly nowMs: () => number;

  constructor(private readonly options: TokenVerifierOptions) {
    this.nowMs = options.nowMs ?? Date.now;
  }

  /** @throws TokenExpiredError | TokenInvalidError */
  async verify(token: string): Promise<CallerIdentity> {
    const key = hash('sha256', token, 'base64');
    const known = this.accepted.get(key);
    if (known !== undefined && this.nowMs() < known.expiresAtMs) return known.caller;
    const payload = await this.verifiedPayload(token);
    const caller = callerOf(payload);
    const expiresAtMs = Math.min(caller.expiresAtMs, this.nowMs() + CACHED_FOR_MS);
    this.accepted.set(key, { caller, expiresAtMs });
    return caller;
  }

  private async verifiedPayload(token: string): Promise<JWTPayload> {
    const { keys, issuer, audience } = this.options;
    try {
      const { payload } = await jwtVerify(token, keys, {
        algorithms: ALGORITHMS,
        requiredClaims: ['sub', 'exp'],
        currentDate: new Date(this.nowMs()),
        ...(issuer === undefined ? {} : { issuer }),
        ...(audience === undefined ? {} : { audience }),
      });
      return payload;
    } catch (error) {
      if (error instanceof errors.JWTExpired) throw new TokenExpiredError();
      // The key set could not be fetched: that says nothing about the token.
      if (error instanceof errors.JWKSTimeout) throw error;
      if (error instanceof errors.JOSEError) throw new TokenInvalidError(error.message);
      throw error;
    }
  }
}

function callerOf({ sub, exp = 0, platformRole, memberships }: JWTPayload): CallerIdentity {
  if (platformRole !== undefined && memberships !== undefined) {
    throw new TokenInvalidError('it has both memberships and a platformRole');
  }
  if (platformRole !== undefined && !isPlatformRole(platformRole)) throw new TokenInvalidError('unknown platformRole');
  return new CallerIdentity(actorOf(sub), platformRole, membershipsOf(memberships), exp * 1_000);
}

function actorOf(sub: unknown) {
  try {
    return parseActorId(sub, 'sub');
  } catch (error) {
    if (error instanceof InvalidValueError) throw new TokenInvalidError(error.message);
    throw error;
  }
}

function membershipsOf(claim: unknown): ReadonlyMap<string, MemberRole> {
  if (claim === undefined) return new Map();
  if (typeof claim !== 'object' || claim === null || Array.isArray(claim)) {
    throw new TokenInvalidError('memberships must be an object');
  }
  return new Map(
    Object.entries(claim).map(([organisationId, role]: [string, unknown]) => {
      if (!isMemberRole(role)) throw new TokenInvalidError('unknown role among the memberships');
      return [organisationId, role];
    }),
  );
}
