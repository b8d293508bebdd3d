import { randomUUID } from 'node:crypto';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

export const CORRELATION_HEADER = 'x-correlation-id';

const ACCEPTED = /^[A-Za-z0-9._:-]{1,128}$/;

/** The sender's id where it is harmless in a log line and a message header, else one of our own. */
export function correlationIdOf(header: string | string[] | undefined): string {
  return typeof header === 'string' && ACCEPTED.test(header) ? header : randomUUID();
}

/** Ties together everything that one request caused: `@CorrelationId() correlationId: string`. */
export const CorrelationId = createParamDecorator(
  (_: unknown, context: ExecutionContext): string => context.switchToHttp().getRequest<FastifyRequest>().id,
);
