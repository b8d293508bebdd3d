import { setTimeout as delay } from 'node:timers/promises';
import { randomUUID } from 'node:crypto';
import {
  answerOf,
  billingClient,
  ledgerClient,
  meteringClient,
  type BillingClient,
  type BillingComponents,
  type LedgerClient,
  type MeteringClient,
} from '@credit-ledger/api-client';
import { parseOrganisationId, type OrganisationId } from '@credit-ledger/kernel';
import { eventually } from '@credit-ledger/testing';
import type { TokenRole } from '@credit-ledger/standalone';
import type { CrashWorld } from './crash-world.js';
import { PHOTO_EVENT, usageEvent, usageRecord, type UsageType } from './usage-reports.js';

const PUBLISH_AGAIN_AFTER_MS = 50;

type Order = BillingComponents['schemas']['OrderResponse'];

/** The images of a run, each of which counts once per run, and what it does with them. */
export type ImageRun = { readonly usageType: UsageType; readonly images: Set<string> };

/**
 * An organisation and everything that was asked for in its name. What it remembers is what has to be true in the end, however
 * often a request or message had to be sent: every wish comes true once.
 */
export class Customer {
  readonly photos = new Set<string>();
  readonly imageRuns = new Map<string, ImageRun>();
  readonly purchases: number[] = [];
  readonly grants: number[] = [];
  readonly refunds: number[] = [];
  readonly reversals: number[] = [];
  /** Keys of the orders that were placed: one order each. */
  readonly orderKeys = new Set<string>();
  readonly organisationId: OrganisationId;
  /** What the photos cost that are reported from now on. */
  protected creditsPerPhoto = 1;
  private creditsOfPhotos = 0;
  protected readonly path: { readonly organisationId: OrganisationId };

  constructor(
    protected readonly world: CrashWorld,
    name: string,
  ) {
    this.organisationId = parseOrganisationId(name);
    this.path = { organisationId: this.organisationId };
  }

  async register(): Promise<void> {
    const { organisationId } = this;
    const body = { organisationId, name: 'Crash', region: 'IN' } as const;
    await answerOf(this.billing('service').POST('/v1/organisations', { params: keyed(), body }));
  }

  /** Staff gives credits. The ledger refuses while it has not heard of the organisation. */
  async grant(credits: number, key: string = randomUUID()): Promise<void> {
    this.grants.push(credits);
    await this.grantAgain(credits, key);
  }

  /** The same wish once more, with its key. */
  async grantAgain(credits: number, key: string): Promise<void> {
    const sent = { params: { path: this.path, ...keyed(key) }, body: { credits, reason: 'Crash test' } };
    const granting = () => this.ledger('staff').POST('/v1/organisations/{organisationId}/admin-grants', sent);
    await eventually(() => answerOf(granting()), { withinMs: 60_000 });
  }

  /** Staff gives back credits of a run. The ledger refuses while it has not charged them. */
  async refund(runId: string, credits: number, key: string = randomUUID()): Promise<void> {
    this.refunds.push(credits);
    const sent = { params: { path: { ...this.path, runId }, ...keyed(key) }, body: { credits, reason: 'Crash test' } };
    const refunding = () => this.ledger('staff').POST('/v1/organisations/{organisationId}/runs/{runId}/refunds', sent);
    await eventually(() => answerOf(refunding()), { withinMs: 60_000 });
  }

  /** Orders credits, pays for them at the sandbox, and comes back with the browser, while the webhook does the same. */
  async buy(credits: number): Promise<Order> {
    this.purchases.push(credits);
    const order = await this.order(credits);
    await this.comeBack(await this.pay(order));
    return order;
  }

  /** Approves the payment at the sandbox. Answers where the browser would go back to. */
  async pay({ payment }: Order): Promise<string> {
    const approval = await this.browse('POST', `${payment.checkoutUrl}/approve`);
    if (!approval.ok) throw new Error(`the sandbox answered ${approval.status}: ${await approval.text()}`);
    return ((await approval.json()) as { readonly returnUrl: string }).returnUrl;
  }

  async comeBack(returnUrl: string): Promise<void> {
    await this.browse('GET', returnUrl);
  }

  async recheck({ payment: { paymentId } }: Order): Promise<void> {
    const params = { path: { ...this.path, paymentId } };
    const path = '/v1/organisations/{organisationId}/payments/{paymentId}/recheck';
    await answerOf(this.billing('admin').POST(path, { params }));
  }

  /** Orders, and leaves the payment open. */
  async order(credits: number, key: string = randomUUID()): Promise<Order> {
    this.orderKeys.add(key);
    const sent = { params: { path: this.path, ...keyed(key) }, body: { credits, refundPolicyAccepted: true } as const };
    return answerOf(this.billing('admin').POST('/v1/organisations/{organisationId}/orders', sent));
  }

  /** Metering refuses while it has not heard of the organisation. */
  async startRun(runId: string, estimatedPhotos: number): Promise<void> {
    const body = { runId, photoEvent: PHOTO_EVENT, estimatedPhotos, bibSearch: true, selfieSearch: false };
    const params = { path: this.path, ...keyed() };
    const starting = () => this.metering('operator').POST('/v1/organisations/{organisationId}/runs', { params, body });
    await eventually(() => answerOf(starting()), { withinMs: 60_000 });
  }

  /** Metering refuses while the ledger has not decided about the run's hold. */
  async completeRun(runId: string): Promise<void> {
    const path = '/v1/organisations/{organisationId}/runs/{runId}/complete';
    const completing = () =>
      this.metering('operator').POST(path, { params: { path: { ...this.path, runId }, ...keyed() } });
    await eventually(() => answerOf(completing()), { withinMs: 60_000 });
  }

  /** One CloudEvent over HTTP, or a list of them, each with so many of the photos. */
  async reportOverHttp(runId: string, photoIds: readonly string[], photosPerEvent = photoIds.length): Promise<void> {
    const events = chunks(photoIds, photosPerEvent).map((ids) => usageEvent(runId, this.typeOf(runId), ids));
    const [only, ...others] = events;
    const body = only !== undefined && others.length === 0 ? only : events;
    const mediaType = body === only ? 'application/cloudevents+json' : 'application/cloudevents-batch+json';
    this.remember(runId, photoIds);
    const sent = { params: { path: this.path }, headers: { 'content-type': mediaType }, body };
    await answerOf(this.metering('service').POST('/v1/organisations/{organisationId}/usage', sent));
  }

  /** One message per photo, published until the broker has acknowledged them all. */
  async reportOverBus(runId: string, photoIds: readonly string[]): Promise<void> {
    this.remember(runId, photoIds);
    const usageType = this.typeOf(runId);
    const records = photoIds.map((photoId) => usageRecord(this.organisationId, runId, usageType, photoId));
    for (;;) {
      try {
        return await this.world.messaging.publisher.publish(records);
      } catch {
        // The broker may have them or not: a publisher that has to know sends them again.
        await delay(PUBLISH_AGAIN_AFTER_MS);
      }
    }
  }

  /** What everything that was reported costs in all: of images by run, of watermarks a tenth, rounded up. */
  get creditsOfWork(): number {
    const ofImages = [...this.imageRuns.values()].map(({ usageType, images }) =>
      usageType === 'WATERMARK_REPROCESSING' ? Math.ceil(images.size / 10) : images.size,
    );
    return ofImages.reduce((sum, credits) => sum + credits, this.creditsOfPhotos);
  }

  private remember(runId: string, photoIds: readonly string[]): void {
    const ids = this.imageRuns.get(runId)?.images ?? this.photos;
    const before = ids.size;
    for (const photoId of photoIds) ids.add(photoId);
    if (ids === this.photos) this.creditsOfPhotos += (ids.size - before) * this.creditsPerPhoto;
  }

  private typeOf(runId: string): UsageType {
    return this.imageRuns.get(runId)?.usageType ?? 'PHOTO_PROCESSING';
  }

  /** As a browser does, which has no token and goes where it is sent. */
  private browse(method: 'GET' | 'POST', url: string): Promise<Response> {
    return this.world.requests.send('billing', new Request(url, { method, headers: { accept: 'application/json' } }));
  }

  private billing(role: TokenRole): BillingClient {
    return billingClient(this.world.connect('billing', role, this.organisationId));
  }

  protected ledger(role: TokenRole): LedgerClient {
    return ledgerClient(this.world.connect('ledger', role, this.organisationId));
  }

  protected metering(role: TokenRole): MeteringClient {
    return meteringClient(this.world.connect('processing-metering', role, this.organisationId));
  }
}

/** `prefix-0001` and so on. */
export const photosNamed = (prefix: string, from: number, to: number): string[] =>
  Array.from({ length: to - from }, (_, index) => `${prefix}-${String(from + index).padStart(4, '0')}`);

export const keyed = (key: string = randomUUID()) => ({ header: { 'Idempotency-Key': key } });

const chunks = <T>(items: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, index) => items.slice(index * size, (index + 1) * size));
