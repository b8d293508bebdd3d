import { RequestMethod } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import type { ErrorStatusTable } from '../errors/error-statuses.js';
import { REFUSALS } from '../errors/refusals.decorator.js';
import { ACCESS, type Access } from './access.decorators.js';
import { isMemberRole } from './caller.js';

type Route = {
  readonly name: string;
  readonly path: string;
  readonly access: Access | undefined;
  readonly refusals: readonly string[];
};

/**
 * Checks every route at boot, so that a forgotten declaration can never reach production as an open or a broken route.
 * @throws Error naming every route that declares no access, admits members without naming their organisation in its path,
 *   or refuses with a code that has no HTTP status.
 */
export function assertRoutesAreDeclared(discovery: DiscoveryService, statuses: ErrorStatusTable): void {
  const problems = routesOf(discovery).flatMap((route) => problemsOf(route, statuses));
  if (problems.length > 0) throw new Error(`routes are not declared completely:\n${problems.join('\n')}`);
}

function problemsOf({ name, path, access, refusals }: Route, statuses: ErrorStatusTable): string[] {
  const unknown = refusals.filter((code) => !statuses.knows(code));
  const problems = unknown.map((code) => `  ${name}: error code ${code} has no status in errorStatuses`);
  if (access === undefined) return [...problems, `  ${name}: add @Allow(…) or @Public(…)`];
  const admitsMembers = access.kind === 'roles' && access.roles.some(isMemberRole);
  if (!admitsMembers || path.includes(':organisationId')) return problems;
  return [...problems, `  ${name}: admits members, so that its path has to name :organisationId`];
}

function routesOf(discovery: DiscoveryService): Route[] {
  const scanner = new MetadataScanner();
  return discovery.getControllers().flatMap(({ metatype }) => {
    if (typeof metatype !== 'function') return [];
    const prototype = metatype.prototype as Record<string, unknown>;
    return scanner.getAllMethodNames(prototype).flatMap((name) => routesOfHandler(metatype, name, prototype[name]));
  });
}

function routesOfHandler(controller: Function, methodName: string, handler: unknown): Route[] {
  const method = typeof handler === 'function' ? metadataOf<RequestMethod>(METHOD_METADATA, handler) : undefined;
  if (typeof handler !== 'function' || method === undefined) return [];
  const refusals = [controller, handler].flatMap((target) => metadataOf<string[]>(REFUSALS, target) ?? []);
  const access = metadataOf<Access>(ACCESS, handler) ?? metadataOf<Access>(ACCESS, controller);
  // Both may have several paths; each combination is a route.
  return pathsOf(controller).flatMap((parent) =>
    pathsOf(handler).map((path) => ({
      name: `${RequestMethod[method]} ${controller.name}.${methodName}`,
      path: `${parent}/${path}`,
      access,
      refusals,
    })),
  );
}

const pathsOf = (target: Function): string[] => [metadataOf<string | string[]>(PATH_METADATA, target) ?? ''].flat();

const metadataOf = <Value>(key: string | symbol, target: Function): Value | undefined =>
  Reflect.getMetadata(key, target) as Value | undefined;
