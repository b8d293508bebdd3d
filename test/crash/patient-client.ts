import { setTimeout as delay } from 'node:timers/promises';
import type { ServiceName } from '@credit-ledger/standalone';

export type PatientRequest = {
  readonly service: ServiceName;
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly token?: string;
  /** Idempotency-Key: chosen once by whoever wants the effect, and sent again with every repetition. */
  readonly key?: string;
  readonly contentType?: string;
  readonly body?: unknown;
};

export type PatientAnswer = { readonly status: number; readonly body: unknown; readonly consistencyToken?: string };

/** Where requests to a service go. The signal is given once they go elsewhere: no answer is to be waited for there. */
export type Route = { readonly url: string; readonly left: AbortSignal };

const ATTEMPT_TIMEOUT_MS = 5_000;
const PATIENCE_MS = 60_000;
const PAUSE_MS = 50;

/**
 * A client that has to know: whatever stays without an answer, or is answered that the service is unwell, is sent again as
 * it was. A refusal is an answer.
 */
export class PatientClient {
  /** How many requests had to be sent again. */
  repetitions = 0;

  constructor(private readonly routeTo: (service: ServiceName) => Route) {}

  /** @throws Error when nobody answered for a minute. */
  async send(request: PatientRequest): Promise<PatientAnswer> {
    const deadline = performance.now() + PATIENCE_MS;
    for (;;) {
      const answer = await this.attempt(request);
      if (answer !== undefined && answer.status < 500) return answer;
      if (performance.now() > deadline) {
        throw new Error(
          `${request.service} does not answer ${request.method} ${request.path}: ${JSON.stringify(answer)}`,
        );
      }
      this.repetitions += 1;
      await delay(PAUSE_MS);
    }
  }

  private async attempt({ service, method, path, token, key, contentType, body: content }: PatientRequest) {
    const { url, left } = this.routeTo(service);
    try {
      const response = await fetch(new URL(path, url), {
        method,
        headers: {
          accept: 'application/json',
          ...(token !== undefined && { authorization: `Bearer ${token}` }),
          ...(key !== undefined && { 'idempotency-key': key }),
          ...(content !== undefined && { 'content-type': contentType ?? 'application/json' }),
        },
        ...(content !== undefined && { body: JSON.stringify(content) }),
        signal: AbortSignal.any([left, AbortSignal.timeout(ATTEMPT_TIMEOUT_MS)]),
      });
      const body: unknown = await response.json().catch(() => undefined);
      const answer = { status: response.status, body };
      const consistencyToken = response.headers.get('consistency-token');
      return consistencyToken === null ? answer : { ...answer, consistencyToken };
    } catch {
      // Refused, reset or timed out: what became of the request is unknown, which is the point.
      return undefined;
    }
  }
}
