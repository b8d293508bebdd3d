import { STATUS_CODES } from 'node:http';

/** One thing to mend in a request, by the name the sender knows it by. */
export type FieldProblem = { readonly field: string; readonly problem: string };

/** RFC 9457. `code` is stable and for programs; `detail` is for people and may change. */
export type Problem = {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly correlationId?: string;
  readonly errors?: readonly FieldProblem[];
  /** Figures of a refusal, such as the credits that are missing. */
  readonly details?: Readonly<Record<string, string | number | boolean>>;
};

export const PROBLEM_MEDIA_TYPE = 'application/problem+json';

export function problemOf(
  status: number,
  code: string,
  detail: string,
  more: Pick<Problem, 'errors' | 'details'> = {},
): Problem {
  return {
    type: `urn:credit-ledger:problem:${code}`,
    title: STATUS_CODES[status] ?? 'Error',
    status,
    code,
    detail,
    ...more,
  };
}
