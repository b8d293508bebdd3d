import { afterAll, describe, expect, test } from '@jest/globals';
import type { OpenAPIV3 } from 'openapi-types';
import { SERVICES, TOKEN_ROLES } from '@credit-ledger/standalone';
import { routesOf, type Route } from './open-api-routes.js';
import { ROUTE_EXAMPLES, type RouteExample } from './route-examples.js';
import { idempotencyKey, World, type Answer } from './world.js';

// Tables of tests are written down before any test runs, so the services have to be asked for their routes right here.
const world = await World.create();
const { routes, organisationId } = await explore().catch(async (error: unknown) => {
  await world.close();
  throw error;
});
const nameOf = ({ service, method, path }: Route): string => `${service} ${method} ${path}`;

async function explore() {
  const described = await Promise.all(
    SERVICES.map(async (service) => {
      const call = { service, method: 'GET', path: '/openapi.json' } as const;
      return routesOf(service, await world.ask<OpenAPIV3.Document>(call));
    }),
  );
  return { routes: described.flat(), organisationId: await world.newOrganisation() };
}

afterAll(() => world.close());

describe('the walk', () => {
  test('knows every route that needs things which exist, and nothing else', () => {
    const names = new Set(routes.map(nameOf));
    expect(Object.keys(ROUTE_EXAMPLES).filter((name) => !names.has(name))).toEqual([]);
    const needy = routes.filter(({ path }) => /\{(?!organisationId)/.test(path)).map(nameOf);
    expect(needy.filter((name) => !(name in ROUTE_EXAMPLES))).toEqual([]);
  });

  test('meets every service', () => {
    expect(new Set(routes.map(({ service }) => service))).toEqual(new Set(SERVICES));
  });
});

describe.each(routes.filter(({ roles }) => roles === undefined).map((route) => [nameOf(route), route] as const))(
  '%s',
  (_name, route) => {
    test('answers anybody', async () => {
      const answer = await send(route, undefined);
      expect(successOrBody(answer)).toBe('success');
    });
  },
);

describe.each(routes.filter(({ roles }) => roles !== undefined).map((route) => [nameOf(route), route] as const))(
  '%s',
  (_name, route) => {
    test.each(TOKEN_ROLES)('meets the role %s', async (role) => {
      const allowed = route.roles?.includes(role) === true;
      const example = await prepare(route);
      const token = await world.token(role, example.path?.['organisationId'] ?? organisationId);
      const answer = await send(route, token, example);
      if (allowed) expect(successOrBody(answer)).toBe('success');
      else expect(answer).toMatchObject({ status: 403, body: { code: expect.stringMatching(/^auth\./) } });
    });

    test.each(['admin', 'operator'] as const)("refuses another organisation's %s", async (role) => {
      const answer = await send(route, await world.token(role, 'somebody-else'));
      expect(answer).toMatchObject({ status: 403, body: { code: expect.stringMatching(/^auth\./) } });
    });

    test('refuses a caller without a token, and one with a forged token', async () => {
      expect(await send(route, undefined)).toMatchObject({ status: 401, body: { code: 'auth.token_missing' } });
      const [header, payload] = (await world.token('staff')).split('.');
      const forged = `${header}.${payload}.${Buffer.from('a signature of nobody').toString('base64url')}`;
      expect(await send(route, forged)).toMatchObject({ status: 401, body: { code: 'auth.token_invalid' } });
    });
  },
);

/** So that a failing test shows what was answered. */
const successOrBody = ({ status, body }: Answer): string =>
  status >= 200 && status < 300 ? 'success' : `${status} ${JSON.stringify(body)}`;

async function prepare(route: Route): Promise<RouteExample> {
  return (await ROUTE_EXAMPLES[nameOf(route)]?.(world, organisationId)) ?? {};
}

/** Sends a request that is valid in everything but, perhaps, who sends it. */
async function send(route: Route, token: string | undefined, prepared?: RouteExample): Promise<Answer> {
  const example = prepared ?? (await prepare(route));
  const values: Readonly<Record<string, string>> = { organisationId, ...example.path };
  const path = route.path.replace(/\{(\w+)\}/g, (_match, name: string) => encodeURIComponent(values[name] ?? ''));
  const query = new URLSearchParams(example.query);
  for (const parameter of route.parameters) {
    if (parameter.in !== 'query' || parameter.required !== true || query.has(parameter.name)) continue;
    query.set(parameter.name, String(exampleOfParameter(parameter)));
  }
  const needsKey = route.parameters.some(({ name }) => name.toLowerCase() === 'idempotency-key');
  const answer = await world.call({
    service: route.service,
    method: route.method,
    path: query.size === 0 ? path : `${path}?${query.toString()}`,
    token,
    headers: { ...(needsKey ? idempotencyKey() : {}), ...example.headers },
    body: bodyOf(route, example),
  });
  expectListed(route, answer);
  return answer;
}

/** Whatever a route refuses with has to be in its description. */
function expectListed({ refusals }: Route, { status, body }: Answer): void {
  if (status < 400) return;
  expect({ status, codes: refusals.get(status) }).toEqual({
    status,
    codes: expect.arrayContaining([(body as { code: string }).code]),
  });
}

function bodyOf({ exampleBody }: Route, { body }: RouteExample): unknown {
  if (typeof body === 'string' || exampleBody === undefined) return body;
  return isRecord(exampleBody) && isRecord(body) ? { ...exampleBody, ...body } : (body ?? exampleBody);
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function exampleOfParameter(parameter: OpenAPIV3.ParameterObject): unknown {
  const example: unknown = parameter.example ?? (parameter.schema as OpenAPIV3.SchemaObject | undefined)?.example;
  if (example === undefined) throw new Error(`the query parameter ${parameter.name} has no example`);
  return example;
}
