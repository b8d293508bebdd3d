import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { BaseConfig } from '../config/base-config.js';
import { limitAnswerTime } from './answer-timeout.js';
import { correlationIdOf, CORRELATION_HEADER } from './correlation-id.js';
import { refuseConnection, refuseOtherBodies, refuseUrl } from './early-refusals.js';
import { tagAnswers } from './entity-tags.js';

/** Fastify with a limit on everything a sender decides: size, time to send, time to be answered, parameters. */
export function createAdapter(config: BaseConfig): FastifyAdapter {
  const adapter = new FastifyAdapter({
    bodyLimit: config.BODY_LIMIT_BYTES,
    trustProxy: config.TRUSTED_PROXIES === '' ? false : config.TRUSTED_PROXIES,
    requestTimeout: config.REQUEST_TIMEOUT_MS,
    keepAliveTimeout: 65_000,
    genReqId: (request: IncomingMessage) => correlationIdOf(request.headers[CORRELATION_HEADER]),
    routerOptions: { maxParamLength: 200 },
    // Requests in hand are answered while the service stops; connections that only wait are closed.
    forceCloseConnections: 'idle',
    // So are those that arrive on a connection which is not closed yet: nothing that answers them is gone before all are.
    return503OnClosing: false,
    frameworkErrors: refuseUrl,
    clientErrorHandler: refuseConnection,
    logger: false,
  });
  refuseOtherBodies(adapter);
  adapter.getInstance().addHook('onRequest', (request, reply, done) => {
    void reply.header(CORRELATION_HEADER, request.id);
    done();
  });
  tagAnswers(adapter.getInstance());
  closeWhatFallsIdle(adapter);
  closeWhatNeverAsks(adapter);
  limitAnswerTime(adapter.getInstance(), config.REQUEST_TIMEOUT_MS);
  return adapter;
}

const CLOSE_IDLE_EVERY_MS = 50;

// A connection whose request was in hand when the server began to close falls idle after its answer, and its client would
// keep it open for a minute: the server has to look again until none is left.
function closeWhatFallsIdle(adapter: FastifyAdapter): void {
  const fastify = adapter.getInstance();
  fastify.addHook('preClose', (done) => {
    const timer = setInterval(() => fastify.server.closeIdleConnections(), CLOSE_IDLE_EVERY_MS).unref();
    fastify.server.once('close', () => clearInterval(timer));
    done();
  });
}

const FIRST_REQUEST_WITHIN_MS = 1_000;

// A connection on which nothing was ever asked, such as a load balancer's or a browser's in reserve, is not idle to Node, and
// would keep a server that closes until the deadline.
function closeWhatNeverAsks(adapter: FastifyAdapter): void {
  const fastify = adapter.getInstance();
  const silent = new Set<Socket>();
  fastify.server.on('connection', (socket: Socket) => {
    silent.add(socket);
    socket.once('close', () => silent.delete(socket));
  });
  fastify.server.on('request', ({ socket }: IncomingMessage) => silent.delete(socket));
  fastify.addHook('preClose', (done) => {
    setTimeout(() => silent.forEach((socket) => socket.destroy()), FIRST_REQUEST_WITHIN_MS).unref();
    done();
  });
}
