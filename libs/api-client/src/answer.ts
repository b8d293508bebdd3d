/** RFC 9457, as every service answers what it refuses. `code` is stable; texts are for people. */
export type Problem = {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly correlationId?: string;
  readonly errors?: readonly { readonly field: string; readonly problem: string }[];
  readonly details?: Readonly<Record<string, unknown>>;
};

/** A service refused, or could not do, what it was asked. */
export class ApiProblemError extends Error {
  constructor(
    readonly problem: Problem,
    /** How long to wait before the request is worth repeating, where the service says so. */
    readonly retryAfterSeconds: number | undefined,
  ) {
    super(`${problem.status} ${problem.code}: ${problem.detail}`);
    this.name = 'ApiProblemError';
  }
}

type Result<Data> = { readonly data?: Data; readonly error?: unknown; readonly response: Response };

/**
 * The body of a successful answer: `await answerOf(ledger.GET('/v1/…', …))`.
 * @throws ApiProblemError for any other answer.
 */
export async function answerOf<Data>(call: Promise<Result<Data>>): Promise<Data> {
  const { data, error, response } = await call;
  if (response.ok) return data as Data;
  const retryAfter = Number(response.headers.get('retry-after') ?? Number.NaN);
  throw new ApiProblemError(problemOf(error, response), Number.isNaN(retryAfter) ? undefined : retryAfter);
}

/** What stands between us and a service may answer in its place, in its own words. */
function problemOf(error: unknown, { status, statusText }: Response): Problem {
  if (typeof error === 'object' && error !== null && 'code' in error) return error as Problem;
  return { status, code: 'not_a_problem', detail: statusText };
}
