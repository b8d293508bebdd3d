import rateLimit from '@fastify/rate-limit';
import { invariant } from '@credit-ledger/kernel';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { CallerIdentity } from '../auth/caller.js';
import type { BaseConfig } from '../config/base-config.js';
import { RateLimitedError } from './rate-limited.error.js';

type Limits = Pick<BaseConfig, `RATE_LIMIT_${'ADDRESS' | 'MEMBER' | 'PLATFORM'}_PER_SECOND`>;
type Count = ReturnType<FastifyInstance['createRateLimit']>;

const WINDOW_S = 10;

/**
 * How much one caller may ask of this process: a member by the subject of the verified token, everybody without an accepted
 * token by address, the platform's own roles by subject where they have a limit at all. The token comes first, so that
 * nobody can use up what belongs to another by writing the other's name into a token.
 */
export class CallerLimits {
  private counts: Readonly<Record<'address' | 'member' | 'platform', Count | undefined>> | undefined;

  constructor(private readonly limits: Limits) {}

  /**
   * Before the application starts: the counters are Fastify's. Each remembers 5,000 callers; beyond that whoever was seen
   * longest ago begins anew.
   */
  async install(fastify: FastifyInstance): Promise<void> {
    await fastify.register(rateLimit, { global: false });
    const perSecond = (max: number, keyGenerator: (request: FastifyRequest) => string): Count | undefined =>
      max === 0
        ? undefined
        : fastify.createRateLimit({ max: max * WINDOW_S, timeWindow: WINDOW_S * 1_000, keyGenerator });
    const subject = (request: FastifyRequest): string => this.subjects.get(request) ?? '';
    this.counts = {
      address: perSecond(this.limits.RATE_LIMIT_ADDRESS_PER_SECOND, ({ ip }) => ip),
      member: perSecond(this.limits.RATE_LIMIT_MEMBER_PER_SECOND, subject),
      platform: perSecond(this.limits.RATE_LIMIT_PLATFORM_PER_SECOND, subject),
    };
  }

  /** @throws RateLimitedError */
  countAddress(request: FastifyRequest): Promise<void> {
    return this.count(request, 'address');
  }

  isLimited(caller: CallerIdentity): boolean {
    return this.counts?.[kindOf(caller)] !== undefined;
  }

  /** @throws RateLimitedError */
  async countCaller(request: FastifyRequest, caller: CallerIdentity): Promise<void> {
    this.subjects.set(request, caller.actorId);
    await this.count(request, kindOf(caller));
  }

  private readonly subjects = new WeakMap<FastifyRequest, string>();

  private async count(request: FastifyRequest, kind: 'address' | 'member' | 'platform'): Promise<void> {
    invariant(this.counts !== undefined, 'limits are installed before the first request');
    const counted = await this.counts[kind]?.(request);
    if (counted?.isAllowed === false && counted.isExceeded)
      throw new RateLimitedError(Math.max(1, counted.ttlInSeconds));
  }
}

const kindOf = ({ platformRole }: CallerIdentity) => (platformRole === undefined ? 'member' : 'platform');
