import { applyDecorators, createParamDecorator, SetMetadata, type ExecutionContext } from '@nestjs/common';
import { ApiBearerAuth, ApiExtension } from '@nestjs/swagger';
import { parseOrganisationId, type OrganisationId } from '@credit-ledger/kernel';
import type { FastifyRequest } from 'fastify';
import type { CallerIdentity, Role } from './caller.js';
import { callerOfRequest } from './request-caller.js';

/** What a route declares about access. There is no default: a route without a declaration fails the boot. */
export type Access =
  | { readonly kind: 'public'; readonly reason: string; readonly limited: boolean }
  | { readonly kind: 'roles'; readonly roles: readonly Role[] };

export const ACCESS = Symbol('ACCESS');

/**
 * Who may call the route. `admin` and `operator` count in the organisation that the path names (`:organisationId`);
 * `staff` and `service` in every organisation.
 */
export const Allow = (...roles: readonly [Role, ...Role[]]): MethodDecorator & ClassDecorator =>
  applyDecorators(
    SetMetadata(ACCESS, { kind: 'roles', roles } satisfies Access),
    ApiBearerAuth(),
    ApiExtension('x-allowed-roles', roles),
  );

/**
 * Anybody may call the route, without a token. The reason is for the reader of the code and of OpenAPI. Not limited is what
 * a machine asks that has to get an answer whatever others do: an orchestrator, a scraper.
 */
export const Public = (reason: string, { limited = true } = {}): MethodDecorator & ClassDecorator =>
  applyDecorators(
    SetMetadata(ACCESS, { kind: 'public', reason, limited } satisfies Access),
    ApiExtension('x-public', reason),
    ...(limited ? [] : [ApiExtension('x-unlimited', true)]),
  );

export type Caller = CallerIdentity;

/** Who sent the request, verified: `@Caller() caller: Caller`. Not for public routes, which have none. */
export const Caller = createParamDecorator((_: unknown, context: ExecutionContext): CallerIdentity =>
  callerOfRequest(context.switchToHttp().getRequest<FastifyRequest>()),
);

/** The organisation that the path names, parsed: `@OrganisationIdParam() organisationId: OrganisationId`. */
export const OrganisationIdParam = createParamDecorator((_: unknown, context: ExecutionContext): OrganisationId => {
  const { params } = context.switchToHttp().getRequest<FastifyRequest<{ Params: Record<string, string> }>>();
  return parseOrganisationId(params['organisationId']);
});
