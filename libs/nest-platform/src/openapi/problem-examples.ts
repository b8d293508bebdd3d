import type { DomainError } from '@credit-ledger/kernel';
import type { ErrorStatusTable } from '../errors/error-statuses.js';
import { problemOfError } from '../errors/problem-of-error.js';
import type { Problem } from '../errors/problem.js';
import { PLATFORM_REFUSALS } from './platform-refusals.js';

const CORRELATION_ID = '7d0e3d6a-6a0c-4a0b-9a55-1f9f6c6f9a11';

/** What a code is answered with, made of an error as it is thrown: text and figures cannot differ from what is really sent. */
export class ProblemExamples {
  private readonly errors: ReadonlyMap<string, Error>;

  constructor(
    readonly statuses: ErrorStatusTable,
    refusals: readonly DomainError[] = [],
  ) {
    this.errors = new Map([
      ...Object.entries(PLATFORM_REFUSALS),
      ...refusals.map((refusal) => [refusal.code, refusal] as const),
    ]);
  }

  /** @throws Error for a code of which the service gave no example. */
  of(code: string): Problem {
    const error = this.errors.get(code);
    if (error === undefined) throw new Error(`openApi.refusals has no example of ${code}`);
    return { ...problemOfError(error, this.statuses), correlationId: CORRELATION_ID };
  }
}
