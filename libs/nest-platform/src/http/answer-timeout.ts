import { RequestTimeoutException } from '@nestjs/common';
import type { FastifyInstance, FastifyRequest } from 'fastify';

/** A request was not answered in time. What its handler goes on to do is not known to the sender. */
export class AnswerTimeoutError extends Error {
  constructor(timeoutMs: number) {
    super(`no answer within ${timeoutMs} ms`);
    this.name = 'AnswerTimeoutError';
  }
}

const NOT_COME = 'The request did not arrive in time.';

/**
 * Answers for handlers that take too long. Fastify's own `handlerTimeout` makes an abort signal for every request and
 * aborts it, with an exception and its stack, after each answer: a tenth of the cost of a small request.
 */
export function limitAnswerTime(fastify: FastifyInstance, timeoutMs: number): void {
  const timers = new WeakMap<FastifyRequest, NodeJS.Timeout>();
  fastify.addHook('onRequest', (request, reply, done) => {
    const timer = setTimeout(() => {
      if (reply.sent) return;
      // A body that has not come is not ours to answer for, and no handler has begun.
      const hasCome = request.raw.complete;
      void reply.send(hasCome ? new AnswerTimeoutError(timeoutMs) : new RequestTimeoutException(NOT_COME));
    }, timeoutMs);
    timers.set(request, timer);
    done();
  });
  // Also when the sender has gone away.
  fastify.addHook('onResponse', (request, _reply, done) => {
    clearTimeout(timers.get(request));
    done();
  });
}
