import { DomainError, InvalidValueError } from '@credit-ledger/kernel';
import { AnswerTimeoutError } from '../http/answer-timeout.js';
import type { ErrorStatusTable } from './error-statuses.js';
import { frameworkProblem, frameworkStatusOf } from './framework-problem.js';
import { isPassingFault } from './passing-fault.js';
import { problemOf, type Problem } from './problem.js';
import { RequestInvalidError } from './request-invalid.error.js';

/** What a request that ended with this error is answered with; OpenAPI's examples are made here as well. */
export function problemOfError(error: unknown, statuses: ErrorStatusTable): Problem {
  if (error instanceof RequestInvalidError) return problemOf(400, error.code, error.message, { errors: error.errors });
  if (error instanceof InvalidValueError) return problemOf(400, 'request.invalid', error.message, figuresOf(error));
  if (error instanceof DomainError)
    return problemOf(statuses.statusOf(error.code), error.code, error.message, figuresOf(error));
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
