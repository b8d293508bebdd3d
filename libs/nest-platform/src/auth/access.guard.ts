import { invariant } from '@credit-ledger/kernel';
import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { ACCESS, type Access } from './access.decorators.js';
import { NotAMemberError, RoleNotAllowedError, TokenMissingError } from './auth-errors.js';
import type { CallerIdentity, Role } from './caller.js';
import { setCallerOfRequest } from './request-caller.js';
import { CallerLimits } from '../limits/caller-limits.js';
import { TokenVerifier } from './token-verifier.js';

/** Guards every route of a service: nothing is open unless it says so. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    @Inject(Reflector) private readonly reflector: Reflector,
    @Inject(TokenVerifier) private readonly verifier: TokenVerifier,
    @Inject(CallerLimits) private readonly limits: CallerLimits,
  ) {}

  /** @throws TokenMissingError | TokenInvalidError | TokenExpiredError | NotAMemberError | RoleNotAllowedError | RateLimitedError */
  async canActivate(context: ExecutionContext): Promise<boolean> {
    const access = this.reflector.getAllAndOverride<Access | undefined>(ACCESS, [
      context.getHandler(),
      context.getClass(),
    ]);
    invariant(access !== undefined, 'a route without declared access was started');
    const request = context.switchToHttp().getRequest<FastifyRequest<{ Params: Record<string, string> }>>();
    if (access.kind === 'public') {
      if (access.limited) await this.limits.countAddress(request);
      return true;
    }
    const caller = await this.verified(request);
    if (this.limits.isLimited(caller)) await this.limits.countCaller(request, caller);
    const role = roleOf(caller, request.params['organisationId']);
    if (!access.roles.includes(role)) throw new RoleNotAllowedError(role);
    setCallerOfRequest(request, caller);
    return true;
  }

  private async verified(request: FastifyRequest): Promise<CallerIdentity> {
    try {
      return await this.verifier.verify(bearerToken(request.headers.authorization));
    } catch (error) {
      await this.limits.countAddress(request);
      throw error;
    }
  }
}

function bearerToken(header: string | undefined): string {
  const token = /^Bearer +([A-Za-z0-9._~+/-]+=*)$/i.exec(header ?? '')?.[1];
  if (token === undefined) throw new TokenMissingError();
  return token;
}

// Without an organisation in the path only the platform's own roles can be told; `assertAccessIsDeclared` has seen to it
// that such a route admits nobody else.
function roleOf(caller: CallerIdentity, organisationId: string | undefined): Role {
  const role = organisationId === undefined ? caller.platformRole : caller.roleIn(organisationId);
  if (role === undefined) throw new NotAMemberError();
  return role;
}
