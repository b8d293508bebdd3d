import { DomainError, InvalidValueError } from '@credit-ledger/kernel';
import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { AnswerTimeoutError } from '../http/answer-timeout.js';
import type { ErrorStatusTable } from './error-statuses.js';
import { isPassingFault } from './passing-fault.js';
import { PROBLEM_MEDIA_TYPE, problemOf, type Problem } from './problem.js';
import { RequestInvalidError } from './request-invalid.error.js';

/** Turns whatever a request ended with into problem+json, and logs it once. */
@Catch()
export class ProblemDetailsFilter implements ExceptionFilter {
  constructor(
    private readonly statuses: ErrorStatusTable,
    private readonly logger: Logger,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const problem = this.toProblem(error);
    this.log(error, problem, request);
    // The time-out of a request may have answered before its handler failed.
    if (reply.sent) return;
    if (problem.status === 401) void reply.header('WWW-Authenticate', 'Bearer');
    if (problem.status === 503) void reply.header('Retry-After', '1');
    void reply
      .code(problem.status)
      .type(PROBLEM_MEDIA_TYPE)
      .send(JSON.stringify({ ...problem, correlationId: request.id }));
  }

  private toProblem(error: unknown): Problem {
    if (error instanceof RequestInvalidError)
      return problemOf(400, error.code, error.message, { errors: error.errors });
    if (error instanceof InvalidValueError) {
      const problem = error.message.slice(error.field.length + 1);
      return problemOf(400, 'request.invalid', error.message, { errors: [{ field: error.field, problem }] });
    }
    if (error instanceof DomainError) {
      const details = Object.keys(error.details).length > 0 ? { details: error.details } : {};
      return problemOf(this.statuses.statusOf(error.code), error.code, error.message, details);
    }
    const status = statusOf(error);
    if (status !== undefined && status < 500) {
      return problemOf(status, FRAMEWORK_CODES[status] ?? 'request.malformed', messageOf(error));
    }
    if (error instanceof AnswerTimeoutError) {
      return problemOf(
        503,
        'request.timed_out',
        'The request took too long. Whether it had an effect is not known: send it again with the same Idempotency-Key.',
      );
    }
    if (status === 503 || isPassingFault(error)) {
      return problemOf(503, 'service.unavailable', 'The service cannot answer at the moment. Send the request again.');
    }
    return problemOf(500, 'internal', 'Something broke on our side. The correlation id finds it in the log.');
  }

  private log(error: unknown, { status, code }: Problem, request: FastifyRequest): void {
    const fields = { code, status, method: request.method, route: request.routeOptions.url, correlationId: request.id };
    if (status < 500) this.logger.info(fields, 'request refused');
    else if (status === 503) this.logger.warn({ ...fields, err: error }, 'request failed for now');
    else this.logger.error({ ...fields, err: error }, 'request failed');
  }
}

// What the framework refuses before any of our code runs.
const FRAMEWORK_CODES: Readonly<Record<number, string>> = {
  404: 'route.not_found',
  413: 'request.body_too_large',
  415: 'request.unsupported_media_type',
};

function statusOf(error: unknown): number | undefined {
  if (error instanceof HttpException) return error.getStatus();
  if (error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number') return error.statusCode;
  return undefined;
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : 'The request was refused.');
