import 'reflect-metadata';
import type { Server } from 'node:http';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { TestingModuleBuilder } from '@nestjs/testing';
import { createTokenIssuer, type TokenClaims } from '@credit-ledger/provisioning';
import { createLocalJWKSet } from 'jose';
import { VERIFICATION_KEYS } from '../auth/verification-keys.js';
import { configureApplication } from './configure-application.js';
import { createAdapter } from './create-adapter.js';
import { PlatformModule } from './platform.module.js';
import type { ServiceDefinition } from './service-definition.js';

export interface TestApp {
  readonly app: NestFastifyApplication;
  /** For supertest: `request(testApp.server).get(…)`. */
  readonly server: Server;
  /** For a typed client: `ledgerClient({ baseUrl: 'http://test', fetch: testApp.fetch })`. */
  readonly fetch: (request: Request) => Promise<Response>;
  /** A token that this app accepts: `token({ sub: 'ann', memberships: { acme: 'admin' } })`. */
  token(claims: TokenClaims): Promise<string>;
  close(): Promise<void>;
}

/**
 * The service with its whole pipeline but without a port, for specs. It brings signing keys of its own;
 * `config.JWT_PUBLIC_KEYS` is not read. `customise` overrides providers: `(builder) => builder.overrideProvider(CLOCK).useValue(clock)`.
 */
export async function createTestApp(
  definition: ServiceDefinition,
  customise: (builder: TestingModuleBuilder) => TestingModuleBuilder = (builder) => builder,
): Promise<TestApp> {
  // Loaded here alone: a service in production never needs it.
  const { Test } = await import('@nestjs/testing');
  const issuer = await createTokenIssuer();
  const builder = Test.createTestingModule({ imports: [PlatformModule.around(definition)] })
    .overrideProvider(VERIFICATION_KEYS)
    .useValue(createLocalJWKSet(issuer.publicKeys));
  const testingModule = await customise(builder).compile();
  const app = testingModule.createNestApplication<NestFastifyApplication>(createAdapter(definition.config), {
    rawBody: definition.rawBody ?? false,
  });
  try {
    // The page's static files are served by a package that jest cannot load on Node 20; specs of whole services see it.
    await configureApplication(app, definition, { docsPage: false });
  } catch (error) {
    await app.close().catch(() => undefined);
    throw error;
  }
  return {
    app,
    server: app.getHttpServer(),
    fetch: (request) => inject(app, request),
    token: (claims) => issuer.issue(claims),
    close: () => app.close(),
  };
}

async function inject(app: NestFastifyApplication, request: Request): Promise<Response> {
  const { pathname, search } = new URL(request.url);
  const answer = await app.inject({
    method: request.method as 'GET',
    url: pathname + search,
    headers: Object.fromEntries(request.headers),
    ...(request.body !== null && { payload: await request.text() }),
  });
  const headers = Object.entries(answer.headers).map(([name, value]): [string, string] => [name, String(value)]);
  return new Response(answer.body === '' ? null : answer.body, { status: answer.statusCode, headers });
}
