import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import {
  answerOf,
  billingClient,
  ledgerClient,
  meteringClient,
  type BillingClient,
  type LedgerClient,
  type MeteringClient,
} from '@credit-ledger/api-client';
import {
  findFreePortBase,
  startInstance,
  type Instance,
  type ServiceName,
  type TokenRole,
} from '@credit-ledger/standalone';
import { eventually } from '@credit-ledger/testing';

/** A request as the walk sends it. */
export type Call = {
  readonly service: ServiceName;
  readonly method: string;
  readonly path: string;
  readonly token?: string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
};

export type Answer = { readonly status: number; readonly body: unknown; readonly contentType: string };

export const SANDBOX_SECRET = 'a secret that only the sandbox and the walk know';

/** All four services as processes, and things to ask them about. */
export class World {
  readonly ledger: LedgerClient;
  private readonly metering: MeteringClient;

  private constructor(
    readonly instance: Instance,
    private readonly dataDir: string,
  ) {
    const token = () => this.token('service');
    this.ledger = ledgerClient({ baseUrl: instance.urls.ledger, token });
    this.metering = meteringClient({ baseUrl: instance.urls['processing-metering'], token });
  }

  static async create(): Promise<World> {
    const dataDir = await mkdtemp(join(tmpdir(), 'route-walk-'));
    const env = { billing: { SANDBOX_SECRET }, all: { LOG_LEVEL: 'error' } };
    return new World(await startInstance({ portBase: await findFreePortBase(), dataDir, env }), dataDir);
  }

  async close(): Promise<void> {
    await this.instance.stop();
    await rm(this.dataDir, { recursive: true, force: true });
  }

  token(role: TokenRole, organisationId?: string): Promise<string> {
    return this.instance.token(role, organisationId);
  }

  async call({ service, method, path, token, headers = {}, body }: Call): Promise<Answer> {
    const url = path.startsWith('http') ? path : `${this.instance.urls[service]}${path}`;
    const response = await fetch(url, {
      method,
      redirect: 'manual',
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const contentType = response.headers.get('content-type') ?? '';
    const text = contentType.startsWith('text/event-stream') ? await firstChunkOf(response) : await response.text();
    return { status: response.status, contentType, body: /json/.test(contentType) ? JSON.parse(text) : text };
  }

  /** As `call`, for what the walk needs before it can ask its question. */
  async ask<Body>(call: Call): Promise<Body> {
    const { status, body } = await this.call(call);
    if (status >= 300) throw new Error(`${call.method} ${call.path} answered ${status}: ${JSON.stringify(body)}`);
    return body as Body;
  }

  /** Registered everywhere, with the 200 free credits of a trial. */
  async newOrganisation(): Promise<string> {
    const organisationId = `walk-${randomUUID()}`;
    const body = { organisationId, name: 'Walk', region: 'IN' } as const;
    await answerOf(this.billing().POST('/v1/organisations', { params: { header: idempotencyKey() }, body }));
    const params = { path: { organisationId } };
    await eventually(() => answerOf(this.ledger.GET('/v1/organisations/{organisationId}/balance', { params })));
    // Metering knows the organisation when it takes a run of it.
    await eventually(() => this.startRun(organisationId, 0));
    return organisationId;
  }

  async newOrder(organisationId: string) {
    const params = { path: { organisationId }, header: idempotencyKey() };
    const body = { credits: 1000, refundPolicyAccepted: true } as const;
    const placing = this.billing(organisationId).POST('/v1/organisations/{organisationId}/orders', { params, body });
    const { orderId, payment } = await answerOf(placing);
    return { orderId, paymentId: payment.paymentId, checkoutId: payment.checkoutUrl?.split('/').at(-1) ?? '' };
  }

  /** A payment whose credits the ledger has. */
  async newPurchase(organisationId: string): Promise<string> {
    const { paymentId, checkoutId } = await this.newOrder(organisationId);
    await this.approve(checkoutId);
    await this.transaction(organisationId, `addition-${paymentId}`);
    return paymentId;
  }

  /** Pays at the sandbox. Answers where the browser would go. */
  async approve(checkoutId: string): Promise<URL> {
    const path = { checkoutId, decision: 'approve' as const };
    const approving = this.billing().POST('/sandbox/checkout/{checkoutId}/{decision}', { params: { path } });
    return new URL((await answerOf(approving)).returnUrl);
  }

  /** Waits until the ledger lists it. */
  async transaction(organisationId: string, transactionId: string): Promise<void> {
    const path = { organisationId, transactionId };
    await eventually(() =>
      answerOf(
        this.ledger.GET('/v1/organisations/{organisationId}/transactions/{transactionId}', { params: { path } }),
      ),
    );
  }

  async newRun(organisationId: string, estimatedPhotos = 10): Promise<string> {
    return eventually(() => this.startRun(organisationId, estimatedPhotos));
  }

  /** Metering refuses while it does not know the organisation. */
  private async startRun(organisationId: string, estimatedPhotos: number): Promise<string> {
    const body = {
      photoEvent: { id: 2014, name: 'Boston Marathon 2014' },
      estimatedPhotos: Math.max(1, estimatedPhotos),
      bibSearch: estimatedPhotos > 0,
      selfieSearch: false,
    };
    const params = { path: { organisationId }, header: idempotencyKey() };
    return (await answerOf(this.metering.POST('/v1/organisations/{organisationId}/runs', { params, body }))).runId;
  }

  /** A run that the ledger charged a credit. */
  async newChargedRun(organisationId: string): Promise<string> {
    const body = usageOf(organisationId);
    const params = { path: { organisationId } };
    await answerOf(this.metering.POST('/v1/organisations/{organisationId}/usage', { params, body }));
    const { runId } = body.data;
    await this.transaction(organisationId, `usage-${runId}`);
    return runId;
  }

  /** A run that found nothing left, because another one holds every credit. */
  async newPausedRun(organisationId: string): Promise<string> {
    await this.newRun(organisationId, 100_000);
    const runId = await this.newRun(organisationId, 10);
    const params = { path: { organisationId, runId } };
    await eventually(async () => {
      const run = await answerOf(this.metering.GET('/v1/organisations/{organisationId}/runs/{runId}', { params }));
      return run.state === 'PAUSED';
    });
    return runId;
  }

  private billing(organisationId?: string): BillingClient {
    const token = () => this.token(organisationId === undefined ? 'service' : 'admin', organisationId);
    return billingClient({ baseUrl: this.instance.urls.billing, token });
  }
}

/** Of an answer that never ends. */
async function firstChunkOf({ body }: Response): Promise<string> {
  if (body === null) return '';
  const reader = body.getReader();
  const { value } = await reader.read();
  await reader.cancel();
  return new TextDecoder().decode(value);
}

/** A photo of a run that nobody reported before. */
export const usageOf = (organisationId: string) => ({
  specversion: '1.0' as const,
  id: randomUUID(),
  type: 'credits.usage.v1.UsageReported' as const,
  source: '/route-walk',
  subject: organisationId,
  data: {
    organisationId,
    runId: `run-${randomUUID()}`,
    photoEventId: 2014,
    photoEventName: 'Boston Marathon 2014',
    photoProcessing: { photoIds: [randomUUID()], bibSearch: true },
  },
});

export const idempotencyKey = () => ({ 'Idempotency-Key': randomUUID() });
