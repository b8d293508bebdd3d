import { DomainError, InvalidValueError } from '@credit-ledger/kernel';
import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { AnswerTimeoutError } from '../http/answer-timeout.js';
import type { ErrorStatusTable } from './error-statuses.js';
import { frameworkProblem, frameworkStatusOf } from './framework-problem.js';
import { isPassingFault } from './passing-fault.js';
import { problemOf, type Problem } from './problem.js';
import { RequestInvalidError } from './request-invalid.error.js';
import { sendProblem } from './send-problem.js';

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
    sendProblem(reply, problem);
  }

  private toProblem(error: unknown): Problem {
    if (error instanceof RequestInvalidError)
      return problemOf(400, error.code, error.message, { errors: error.errors });
    if (error instanceof InvalidValueError) return problemOf(400, 'request.invalid', error.message, figuresOf(error));
    if (error instanceof DomainError)
      return problemOf(this.statuses.statusOf(error.code), error.code, error.message, figuresOf(error));
    const status = frameworkStatusOf(error);
    if (status !== undefined && status < 500) return frameworkProblem(status, messageOf(error));
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

/** The field that a refusal is about is told where malformed input tells it; its other figures are `details`. */
function figuresOf({ message, details }: DomainError): Pick<Problem, 'errors' | 'details'> {
  const { field, ...figures } = details;
  const problem = message.startsWith(`${String(field)} `) ? message.slice(String(field).length + 1) : message;
  return {
    ...(typeof field === 'string' && { errors: [{ field, problem }] }),
    ...(Object.keys(figures).length > 0 && { details: figures }),
  };
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : 'The request was refused.');
