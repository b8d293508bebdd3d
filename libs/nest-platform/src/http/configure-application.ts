import helmet from '@fastify/helmet';
import { DiscoveryService } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { assertRoutesAreDeclared } from '../auth/declared-access.js';
import { ErrorStatusTable } from '../errors/error-statuses.js';
import { serveOpenApi } from '../openapi/serve-open-api.js';
import type { ServiceDefinition } from './service-definition.js';

/**
 * The pipeline that production and specs share, up to but without listening.
 * @throws Error when a route is not declared completely.
 */
export async function configureApplication(
  app: NestFastifyApplication,
  definition: ServiceDefinition,
  { docsPage = true } = {},
): Promise<void> {
  assertRoutesAreDeclared(app.get(DiscoveryService), app.get(ErrorStatusTable));
  await app.register(helmet, {
    contentSecurityPolicy: {
      // Loopback and clusters speak plain HTTP behind whatever ends TLS: nothing here may force browsers to https.
      directives: { upgradeInsecureRequests: null, styleSrc: ["'self'", "'unsafe-inline'"] },
    },
    strictTransportSecurity: false,
  });
  serveOpenApi(app, definition, docsPage);
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
}
