import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import type { ErrorStatusTable } from './error-statuses.js';
import type { Problem } from './problem.js';
import { problemOfError } from './problem-of-error.js';
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
    const problem = problemOfError(error, this.statuses);
    this.log(error, problem, request);
    // The time-out of a request may have answered before its handler failed.
    if (reply.sent) return;
    sendProblem(reply, problem);
  }

  private log(error: unknown, { status, code }: Problem, request: FastifyRequest): void {
    const fields = { code, status, method: request.method, route: request.routeOptions.url, correlationId: request.id };
    if (status < 500) this.logger.info(fields, 'request refused');
    else if (status === 503) this.logger.warn({ ...fields, err: error }, 'request failed for now');
    else this.logger.error({ ...fields, err: error }, 'request failed');
  }
}
