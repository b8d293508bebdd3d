import type { FastifyReply } from 'fastify';
import { PROBLEM_MEDIA_TYPE, type Problem } from './problem.js';

/** Answers with a problem, and with the headers that HTTP wants beside some of them. */
export function sendProblem(reply: FastifyReply, problem: Problem): void {
  if (problem.status === 401) void reply.header('WWW-Authenticate', 'Bearer');
  const retryAfter = problem.details?.['retryAfterSeconds'];
  if (retryAfter !== undefined) void reply.header('Retry-After', String(retryAfter));
  else if (problem.status === 503) void reply.header('Retry-After', '1');
  void reply
    .code(problem.status)
    .type(PROBLEM_MEDIA_TYPE)
    .send(JSON.stringify({ ...problem, correlationId: reply.request.id }));
}
