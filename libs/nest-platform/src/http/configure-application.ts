import { DiscoveryService } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Logger } from 'pino';
import { assertRoutesAreDeclared } from '../auth/declared-access.js';
import { ErrorStatusTable } from '../errors/error-statuses.js';
import { CallerLimits } from '../limits/caller-limits.js';
import { LOGGER } from '../logging/create-logger.js';
import { logRequests } from '../logging/log-requests.js';
import { measureRequests } from '../metrics/http-metrics.js';
import { METRICS, type PromMetrics } from '../metrics/prom-metrics.js';
import { serveOpenApi } from '../openapi/serve-open-api.js';
import { traceRequests } from '../tracing/trace-requests.js';
import { securityHeaders } from './security-headers.js';
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
  const headers = securityHeaders();
  const fastify = app.getHttpAdapter().getInstance();
  fastify.addHook('onRequest', (_request, reply, done) => {
    void reply.headers(headers);
    done();
  });
  logRequests(fastify, app.get<Logger>(LOGGER));
  traceRequests(fastify);
  measureRequests(fastify, app.get<PromMetrics>(METRICS));
  await app.get(CallerLimits).install(fastify);
  serveOpenApi(app, definition, docsPage);
  await app.init();
  await fastify.ready();
}
