import type { ServiceConnection } from '@credit-ledger/api-client';
import type { TokenRole } from '@credit-ledger/standalone';
import { ApiError, problemSchema } from './api-error.js';

export type ConnectionOptions = {
  /** Its name, for errors. */
  readonly service: string;
  readonly baseUrl: string;
  readonly token: string;
  readonly signal: AbortSignal;
};

export type Connection = Required<ServiceConnection>;
/** As whom a service is called. */
export type Connect = (role: TokenRole) => Connection;

const TIMEOUT_MS = 60_000;

/**
 * How the typed clients reach a service. A request is never sent again, because a lost answer would blur the figures of the
 * demo; what went wrong is told with the service and the request.
 */
export const connectionOf = (options: ConnectionOptions): Connection => ({
  baseUrl: options.baseUrl,
  token: options.token,
  timeoutMs: TIMEOUT_MS,
  fetch: (request) => send(request, options),
});

/** @throws ApiError when there is no answer, and for a refusal. */
async function send(request: Request, { service, baseUrl, signal }: ConnectionOptions): Promise<Response> {
  const { pathname, search } = new URL(request.url);
  const what = `${request.method} ${pathname}${search}`;
  try {
    const response = await fetch(request, { signal: AbortSignal.any([signal, request.signal]) });
    if (response.ok) return response;
    throw refusal(service, what, response.status, await response.json().catch(() => undefined));
  } catch (cause) {
    signal.throwIfAborted();
    if (cause instanceof ApiError) throw cause;
    throw new ApiError(
      `${service} at ${baseUrl} does not answer ${what} (${reasonOf(cause)}). Does the instance still run?`,
    );
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
