import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
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
  private constructor(
    readonly instance: Instance,
    private readonly dataDir: string,
  ) {}

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
    const token = await this.token('service');
    const headers = idempotencyKey();
    const body = { organisationId, name: 'Walk', region: 'IN' };
    await this.ask({ service: 'billing', method: 'POST', path: '/v1/organisations', token, headers, body });
    const path = `/v1/organisations/${organisationId}`;
    await eventually(
      async () =>
        (await this.call({ service: 'ledger', method: 'GET', path: `${path}/balance`, token })).status === 200,
    );
    // Metering knows the organisation when it takes a run of it.
    await eventually(async () => (await this.startRun(organisationId, 0)) !== undefined);
    return organisationId;
  }

  async newOrder(organisationId: string) {
    const token = await this.token('admin', organisationId);
    const path = `/v1/organisations/${organisationId}/orders`;
    const body = { credits: 1000, refundPolicyAccepted: true };
    const order = await this.ask<Order>({
      service: 'billing',
      method: 'POST',
      path,
      token,
      headers: idempotencyKey(),
      body,
    });
    const checkoutId = order.payment.checkoutUrl.split('/').at(-1) ?? '';
    return { orderId: order.orderId, paymentId: order.payment.paymentId, checkoutId };
  }

  /** A payment whose credits the ledger has. */
  async newPurchase(organisationId: string): Promise<string> {
    const { paymentId, checkoutId } = await this.newOrder(organisationId);
    await this.ask({ service: 'billing', method: 'POST', path: `/sandbox/checkout/${checkoutId}/approve` });
    const token = await this.token('service');
    const path = `/v1/organisations/${organisationId}/transactions?type=purchase`;
    await eventually(async () => {
      const { items } = await this.ask<Transactions>({ service: 'ledger', method: 'GET', path, token });
      return items.some(({ transactionId }) => transactionId === `addition-${paymentId}`);
    });
    return paymentId;
  }

  /** A running run; `undefined` while metering does not know the organisation. */
  async startRun(organisationId: string, estimatedPhotos: number): Promise<string | undefined> {
    const token = await this.token('service');
    const path = `/v1/organisations/${organisationId}/runs`;
    const photoEvent = { id: 2014, name: 'Boston Marathon 2014' };
    const body = {
      photoEvent,
      estimatedPhotos: Math.max(1, estimatedPhotos),
      bibSearch: estimatedPhotos > 0,
      selfieSearch: false,
    };
    const call = {
      service: 'processing-metering',
      method: 'POST',
      path,
      token,
      headers: idempotencyKey(),
      body,
    } as const;
    const answer = await this.call(call);
    return answer.status < 300 ? (answer.body as { runId: string }).runId : undefined;
  }

  async newRun(organisationId: string, estimatedPhotos = 10): Promise<string> {
    return eventually(async () => (await this.startRun(organisationId, estimatedPhotos)) ?? false);
  }

  /** A run that the ledger charged a credit. */
  async newChargedRun(organisationId: string): Promise<string> {
    const token = await this.token('service');
    const runId = `run-${randomUUID()}`;
    const data = {
      ...{ organisationId, runId, photoEventId: 2014, photoEventName: 'Boston Marathon 2014' },
      photoProcessing: { photoIds: [randomUUID()], bibSearch: true },
    };
    const type = 'credits.usage.v1.UsageReported';
    const body = { specversion: '1.0', id: randomUUID(), type, source: '/route-walk', subject: organisationId, data };
    const path = `/v1/organisations/${organisationId}`;
    await this.ask({ service: 'processing-metering', method: 'POST', path: `${path}/usage`, token, body });
    await eventually(async () => {
      const call = { service: 'ledger', method: 'GET', path: `${path}/transactions?type=usage`, token } as const;
      const { items } = await this.ask<Transactions>(call);
      return items.some(({ transactionId }) => transactionId === `usage-${runId}`);
    });
    return runId;
  }

  /** A run that found nothing left, because another one holds every credit. */
  async newPausedRun(organisationId: string): Promise<string> {
    await this.newRun(organisationId, 100_000);
    const runId = await this.newRun(organisationId, 10);
    const token = await this.token('service');
    const path = `/v1/organisations/${organisationId}/runs/${runId}`;
    await eventually(async () => {
      const run = await this.ask<{ state: string }>({ service: 'processing-metering', method: 'GET', path, token });
      return run.state === 'PAUSED';
    });
    return runId;
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

type Transactions = { readonly items: readonly { readonly transactionId: string }[] };

type Order = {
  readonly orderId: string;
  readonly payment: { readonly paymentId: string; readonly checkoutUrl: string };
};

export const idempotencyKey = (): Record<string, string> => ({ 'Idempotency-Key': randomUUID() });
