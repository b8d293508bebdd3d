import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';

/** One line per answer for who looks for one request, at debug: refusals and failures have lines of their own at any level. */
export function logRequests(fastify: FastifyInstance, logger: Logger): void {
  if (!logger.isLevelEnabled('debug')) return;
  fastify.addHook('onResponse', (request, reply, done) => {
    const { method, id: correlationId } = request;
    const { statusCode: status, elapsedTime } = reply;
    const fields = { correlationId, method, route: request.routeOptions.url, status, ms: Math.round(elapsedTime) };
    logger.debug(fields, 'request answered');
    done();
  });
}
