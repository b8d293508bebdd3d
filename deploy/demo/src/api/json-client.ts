import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';

/** A service answered otherwise than the demo can go on with. */
export class ApiError extends Error {
  constructor(
    message: string,
    readonly status?: number,
    readonly code?: string,
    /** Figures of a refusal. */
    readonly details?: Readonly<Record<string, unknown>>,
  ) {
    super(message);
    this.name = 'ApiError';
  }
}

export type Answer<Body> = {
  readonly body: Body;
  /** Names the write, for reads that have to show it. */
  readonly consistencyToken: string | undefined;
};

export type ApiRequest<Schema extends z.ZodType> = {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly path: string;
  readonly answer: Schema;
  readonly token?: string;
  readonly body?: unknown;
  readonly contentType?: string;
  readonly correlationId?: string;
};

export type JsonClientOptions = {
  readonly service: string;
  readonly baseUrl: string;
  readonly signal: AbortSignal;
};

const TIMEOUT_MS = 60_000;
const problemSchema = z.object({
  code: z.string(),
  detail: z.string(),
  details: z.record(z.string(), z.unknown()).optional(),
});

/** Calls one service over HTTP and checks the shape of its answers, so that a surprise is found where it happens. */
export class JsonClient {
  constructor(private readonly options: JsonClientOptions) {}

  /** @throws ApiError naming the service, the request and what it said. */
  async request<Schema extends z.ZodType>(request: ApiRequest<Schema>): Promise<Answer<z.infer<Schema>>> {
    const { service } = this.options;
    const what = `${request.method} ${request.path}`;
    const response = await this.send(request, what);
    const content: unknown = await response.json().catch(() => undefined);
    if (!response.ok) throw refusal(service, what, response.status, content);
    const parsed = request.answer.safeParse(content);
    if (!parsed.success) {
      throw new ApiError(`${service} answered ${what} in an unknown shape: ${z.prettifyError(parsed.error)}`);
    }
    return { body: parsed.data, consistencyToken: response.headers.get('Consistency-Token') ?? undefined };
  }

  private async send(request: ApiRequest<z.ZodType>, what: string): Promise<Response> {
    const { service, baseUrl, signal } = this.options;
    const { method, path, token, body, contentType = 'application/json', correlationId } = request;
    try {
      return await fetch(new URL(path, baseUrl), {
        method,
        headers: {
          Accept: 'application/json',
          ...(token !== undefined && { Authorization: `Bearer ${token}` }),
          ...(correlationId !== undefined && { 'X-Correlation-Id': correlationId }),
          // One intent per call: the demo never sends one again, because a lost answer would blur its figures.
          ...(method === 'POST' && { 'Idempotency-Key': uuidv7() }),
          ...(body !== undefined && { 'Content-Type': contentType }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
      });
    } catch (cause) {
      signal.throwIfAborted();
      throw new ApiError(
        `${service} at ${baseUrl} does not answer ${what} (${reasonOf(cause)}). Does the instance still run?`,
      );
    }
  }
}

function refusal(service: string, what: string, status: number, content: unknown): ApiError {
  const problem = problemSchema.safeParse(content);
  if (!problem.success) return new ApiError(`${service} answered ${status} to ${what}`, status);
  const { code, detail, details } = problem.data;
  return new ApiError(`${service} refused ${what}: ${status} ${code}, ${detail}`, status, code, details);
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}
