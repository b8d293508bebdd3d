import { DomainError } from '@credit-ledger/kernel';
import { applyDecorators, createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Refuses } from '../errors/refusals.decorator.js';

export const IDEMPOTENCY_KEY_HEADER = 'idempotency-key';

// Printable and without spaces, so that it is the same text in a log, in a header and in the database.
const ACCEPTED = /^[\x21-\x7e]{1,128}$/;

export class IdempotencyKeyMissingError extends DomainError {
  readonly code = 'request.idempotency_key_missing';

  constructor() {
    super('send an Idempotency-Key header: the same key for the same intent, however often it has to be sent');
  }
}

export class IdempotencyKeyInvalidError extends DomainError {
  readonly code = 'request.idempotency_key_invalid';

  constructor() {
    super('an Idempotency-Key is 1 to 128 printable ASCII characters without spaces');
  }
}

export class IdempotencyKeyReusedError extends DomainError {
  readonly code = 'request.idempotency_key_reused';

  constructor() {
    super('this Idempotency-Key was used for another request');
  }
}

/** @throws IdempotencyKeyMissingError | IdempotencyKeyInvalidError */
export function parseIdempotencyKey(header: string | string[] | undefined): string {
  if (header === undefined || header === '') throw new IdempotencyKeyMissingError();
  if (typeof header !== 'string' || !ACCEPTED.test(header)) throw new IdempotencyKeyInvalidError();
  return header;
}

/** The request's key, required: `@IdempotencyKey() key: string`. Mark the route with `@Idempotent()` as well. */
export const IdempotencyKey = createParamDecorator((_: unknown, context: ExecutionContext): string =>
  parseIdempotencyKey(context.switchToHttp().getRequest<FastifyRequest>().headers[IDEMPOTENCY_KEY_HEADER]),
);

/** Documents the header and its refusals. Takes further refusal codes, because a route has one `Refuses` at most. */
export const Idempotent = (...refusals: readonly string[]): MethodDecorator =>
  applyDecorators(
    ApiHeader({
      name: 'Idempotency-Key',
      required: true,
      description: 'Same key and body: the first answer again, for 7 days. Same key, another body: 422.',
      schema: { type: 'string', minLength: 1, maxLength: 128, example: '2f1c8f0e-6f0b-4d3e-9a55-0d0c8a8f6a11' },
    }),
    Refuses(
      'request.idempotency_key_missing',
      'request.idempotency_key_invalid',
      'request.idempotency_key_reused',
      ...refusals,
    ),
  );
