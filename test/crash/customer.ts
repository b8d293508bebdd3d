import { setTimeout as delay } from 'node:timers/promises';
import { randomUUID } from 'node:crypto';
import { create, toBinary } from '@bufbuild/protobuf';
import { usage } from '@credit-ledger/contracts';
import { parseOrganisationId, systemClock, type OrganisationId } from '@credit-ledger/kernel';
import { TOPICS, toRecord, type OutgoingRecord } from '@credit-ledger/messaging';
import { eventually } from '@credit-ledger/testing';
import type { TokenRole } from '@credit-ledger/standalone';
import type { CrashWorld } from './crash-world.js';
import type { PatientAnswer, PatientRequest } from './patient-client.js';

export const PHOTO_EVENT = { id: 2014, name: 'Boston Marathon 2014' };
const PUBLISH_AGAIN_AFTER_MS = 50;

export type Placed = { readonly payment: { readonly paymentId: string; readonly checkoutUrl: string } };
type Decided = { readonly returnUrl: string };

/**
 * An organisation and everything that was asked for in its name. What it remembers is what has to be true in the end, however
 * often a request or message had to be sent: every wish comes true once.
 */
export class Customer {
  readonly photos = new Set<string>();
  readonly purchases: number[] = [];
  readonly grants: number[] = [];
  readonly refunds: number[] = [];
  /** Keys of the orders that were placed: one order each. */
  readonly orderKeys = new Set<string>();
  readonly organisationId: OrganisationId;

  constructor(
    private readonly world: CrashWorld,
    name: string,
  ) {
    this.organisationId = parseOrganisationId(name);
  }

  async register(): Promise<void> {
    const body = { organisationId: this.organisationId, name: 'Crash', region: 'IN' };
    await this.write('service', { service: 'billing', path: '/v1/organisations', body });
  }

  /** Staff gives credits. The ledger refuses while it has not heard of the organisation. */
  async grant(credits: number, key: string = randomUUID()): Promise<void> {
    this.grants.push(credits);
    await this.grantAgain(credits, key);
  }

  /** The same wish once more, with its key. */
  async grantAgain(credits: number, key: string): Promise<void> {
    const path = this.path('admin-grants');
    const body = { credits, reason: 'Crash test' };
    await eventually(() => this.write('staff', { service: 'ledger', path, key, body }), { withinMs: 60_000 });
  }

  /** Staff gives back credits of a run. The ledger refuses while it has not charged them. */
  async refund(runId: string, credits: number, key: string = randomUUID()): Promise<void> {
    this.refunds.push(credits);
    const path = this.path(`runs/${runId}/refunds`);
    const body = { credits, reason: 'Crash test' };
    await eventually(() => this.write('staff', { service: 'ledger', path, key, body }), { withinMs: 60_000 });
  }

  /** Orders credits, pays for them at the sandbox, and comes back with the browser, while the webhook does the same. */
  async buy(credits: number): Promise<void> {
    this.purchases.push(credits);
    const returnPath = await this.pay(await this.order(credits));
    await this.world.client.send({ service: 'billing', method: 'GET', path: returnPath });
  }

  /** Approves the payment at the sandbox. Answers where the browser would go back to. */
  async pay({ payment }: Placed): Promise<string> {
    const path = `${new URL(payment.checkoutUrl).pathname}/approve`;
    const { returnUrl } = await this.write<Decided>('admin', { service: 'billing', path });
    const { pathname, search } = new URL(returnUrl);
    return `${pathname}${search}`;
  }

  async recheck({ payment }: Placed): Promise<void> {
    await this.write('admin', { service: 'billing', path: this.path(`payments/${payment.paymentId}/recheck`) });
  }

  /** Orders, and leaves the payment open. */
  async order(credits: number, key: string = randomUUID()): Promise<Placed> {
    this.orderKeys.add(key);
    const body = { credits, refundPolicyAccepted: true };
    return this.write<Placed>('admin', { service: 'billing', path: this.path('orders'), key, body });
  }

  async startRun(runId: string, estimatedPhotos: number): Promise<void> {
    const body = { runId, photoEvent: PHOTO_EVENT, estimatedPhotos, bibSearch: true, selfieSearch: false };
    await this.write('operator', { service: 'processing-metering', path: this.path('runs'), body });
  }

  /** Metering refuses while the ledger has not decided about the run's hold. */
  async completeRun(runId: string): Promise<void> {
    const path = this.path(`runs/${runId}/complete`);
    await eventually(() => this.write('operator', { service: 'processing-metering', path }), { withinMs: 60_000 });
  }

  /** One CloudEvent over HTTP, or a list of them, each with so many of the photos. */
  async reportOverHttp(runId: string, photoIds: readonly string[], photosPerEvent = photoIds.length): Promise<void> {
    const events = chunks(photoIds, photosPerEvent).map((ids) => this.cloudEvent(runId, ids));
    const [only] = events;
    const isBatch = events.length > 1;
    const contentType = isBatch ? 'application/cloudevents-batch+json' : 'application/cloudevents+json';
    this.remember(photoIds);
    const body = isBatch ? events : only;
    await this.write('service', { service: 'processing-metering', path: this.path('usage'), contentType, body });
  }

  /** One message per photo, published until the broker has acknowledged them all. */
  async reportOverBus(runId: string, photoIds: readonly string[]): Promise<void> {
    this.remember(photoIds);
    const records = photoIds.map((photoId) => this.record(runId, photoId));
    for (;;) {
      try {
        return await this.world.messaging.publisher.publish(records);
      } catch {
        // The broker may have them or not: a publisher that has to know sends them again.
        await delay(PUBLISH_AGAIN_AFTER_MS);
      }
    }
  }

  private remember(photoIds: readonly string[]): void {
    for (const photoId of photoIds) this.photos.add(photoId);
  }

  private async write<Body>(role: TokenRole, request: Omit<PatientRequest, 'method' | 'token'>): Promise<Body> {
    const token = await this.world.instance.token(role, this.organisationId);
    const whole: PatientRequest = { key: randomUUID(), ...request, method: 'POST', token };
    return accepted<Body>(whole, await this.world.client.send(whole));
  }

  private path(rest: string): string {
    return `/v1/organisations/${this.organisationId}/${rest}`;
  }

  private cloudEvent(runId: string, photoIds: readonly string[]): object {
    return {
      specversion: '1.0',
      type: usage.UsageReportedSchema.typeName,
      source: 'crash-test',
      id: randomUUID(),
      data: {
        runId,
        photoEventId: String(PHOTO_EVENT.id),
        photoEventName: PHOTO_EVENT.name,
        photoProcessing: { photoIds, bibSearch: true, selfieSearch: false },
      },
    };
  }

  private record(runId: string, photoId: string): OutgoingRecord {
    const { organisationId } = this;
    const report = create(usage.UsageReportedSchema, {
      organisationId,
      runId,
      photoEventId: BigInt(PHOTO_EVENT.id),
      photoEventName: PHOTO_EVENT.name,
      usage: { case: 'photoProcessing', value: { photoIds: [photoId], bibSearch: true, selfieSearch: false } },
    });
    const id = randomUUID();
    const origin = { source: 'crash-test', time: systemClock.now(), correlationId: id, causationId: id };
    const envelope = { id, type: usage.UsageReportedSchema.typeName, organisationId, ...origin };
    return toRecord(TOPICS.usage, envelope, toBinary(usage.UsageReportedSchema, report));
  }
}

/** `prefix-0001` and so on. */
export const photosNamed = (prefix: string, from: number, to: number): string[] =>
  Array.from({ length: to - from }, (_, index) => `${prefix}-${String(from + index).padStart(4, '0')}`);

function accepted<Body>({ method, path }: PatientRequest, { status, body }: PatientAnswer): Body {
  if (status >= 300) throw new Error(`${method} ${path} was refused with ${status}: ${JSON.stringify(body)}`);
  return body as Body;
}

const chunks = <T>(items: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, index) => items.slice(index * size, (index + 1) * size));
