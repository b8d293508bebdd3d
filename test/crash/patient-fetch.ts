import { setTimeout as delay } from 'node:timers/promises';
import type { ServiceName } from '@credit-ledger/standalone';

/** Where requests to a service go. The signal is given once they go elsewhere: no answer is to be waited for there. */
export type Route = { readonly url: string; readonly left: AbortSignal };

/** What is sent, as often as it takes. */
type Sent = { readonly method: string; readonly headers: Headers; readonly body: string | null; readonly url: URL };

const ATTEMPT_TIMEOUT_MS = 5_000;
export const PATIENCE_MS = 60_000;
const PAUSE_MS = 50;

/**
 * A fetch for those who have to know: whatever stays without an answer, or is answered that the service is unwell, is sent
 * again as it was, its Idempotency-Key included. A refusal is an answer.
 */
export class PatientFetch {
  /** How many requests had to be sent again. */
  repetitions = 0;

  constructor(private readonly routeTo: (service: ServiceName) => Route) {}

  /** @throws Error when nobody answered for a minute. */
  async send(service: ServiceName, request: Request): Promise<Response> {
    const { method, headers } = request;
    const body = request.body === null ? null : await request.text();
    const sent = { method, headers, body, url: new URL(request.url) };
    const deadline = performance.now() + PATIENCE_MS;
    for (;;) {
      const answer = await this.attempt(service, sent);
      if (answer !== undefined && answer.status < 500) return answer;
      if (performance.now() > deadline) {
        throw new Error(`${service} does not answer ${method} ${sent.url.pathname}: ${await answer?.text()}`);
      }
      this.repetitions += 1;
      await delay(PAUSE_MS);
    }
  }

  private async attempt(service: ServiceName, { method, headers, body, url: asked }: Sent) {
    const { url, left } = this.routeTo(service);
    try {
      const signal = AbortSignal.any([left, AbortSignal.timeout(ATTEMPT_TIMEOUT_MS)]);
      const response = await fetch(new URL(asked.pathname + asked.search, url), { method, headers, body, signal });
      // Read to its end here: of an answer that breaks off in the middle, too, nobody knows what became.
      const text = await response.text();
      return new Response(text === '' ? null : text, response);
    } catch {
      // Refused, reset or timed out: what became of the request is unknown, which is the point.
      return undefined;
    }
  }
}
