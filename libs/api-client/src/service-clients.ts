import createClient, { type Client, type Middleware } from 'openapi-fetch';
import type { paths as BillingPaths } from './generated/billing.js';
import type { paths as InvoicingPaths } from './generated/invoicing.js';
import type { paths as LedgerPaths } from './generated/ledger.js';
import type { paths as MeteringPaths } from './generated/processing-metering.js';

export type ServiceConnection = {
  /** Where the service answers, such as `http://127.0.0.1:4002`. */
  readonly baseUrl: string;
  /** A JWT, or whatever gets one: asked before every request, so that it may renew itself. None for public routes. */
  readonly token?: string | (() => Promise<string>);
  /** After so long without an answer a request fails with a `TimeoutError`, default 20 s: the services answer in 15. */
  readonly timeoutMs?: number;
  /** In place of the global one, for whoever counts, signs or repeats requests. */
  readonly fetch?: (request: Request) => Promise<Response>;
};

export type BillingClient = Client<BillingPaths>;
export type LedgerClient = Client<LedgerPaths>;
export type MeteringClient = Client<MeteringPaths>;
export type InvoicingClient = Client<InvoicingPaths>;

export const billingClient = (to: ServiceConnection): BillingClient => clientOf<BillingPaths>(to);
export const ledgerClient = (to: ServiceConnection): LedgerClient => clientOf<LedgerPaths>(to);
export const meteringClient = (to: ServiceConnection): MeteringClient => clientOf<MeteringPaths>(to);
export const invoicingClient = (to: ServiceConnection): InvoicingClient => clientOf<InvoicingPaths>(to);

const TIMEOUT_MS = 20_000;

function clientOf<Paths extends object>({ baseUrl, token, timeoutMs = TIMEOUT_MS, fetch }: ServiceConnection) {
  const client = createClient<Paths>({
    baseUrl,
    fetch: (request) => (fetch ?? globalThis.fetch)(withTimeout(request, timeoutMs)),
  });
  if (token !== undefined) client.use(bearer(token));
  return client;
}

const withTimeout = (request: Request, timeoutMs: number): Request =>
  new Request(request, { signal: AbortSignal.any([request.signal, AbortSignal.timeout(timeoutMs)]) });

const bearer = (token: string | (() => Promise<string>)): Middleware => ({
  async onRequest({ request }) {
    request.headers.set('Authorization', `Bearer ${typeof token === 'string' ? token : await token()}`);
    return request;
  },
});
