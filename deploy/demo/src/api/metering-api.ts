import { meteringClient, type MeteringClient, type MeteringComponents } from '@credit-ledger/api-client';
import { z } from 'zod';
import { checked, checkedBody, contentOf, type Answer } from './checked.js';
import type { Connect, Connection } from './connection.js';
import { keyed } from './keyed.js';

/** What a run that is all or nothing lacks. */
export const refusal = z.object({ needed: z.number(), available: z.number(), recommendedTopUp: z.number() });
const run = z.object({
  runId: z.string(),
  state: z.enum(['REQUESTED', 'RUNNING', 'PAUSED', 'COMPLETED', 'CANCELLED', 'REFUSED']),
  holdPending: z.boolean(),
  estimatedCredits: z.number(),
  grantedCredits: z.number(),
  refusal: refusal.nullable(),
  usage: z.object({
    reportedPhotos: z.number(),
    newPhotos: z.number(),
    alreadyChargedPhotos: z.number(),
    freePhotos: z.number(),
    credits: z.number(),
  }),
});
const gate = z.object({ decision: z.enum(['go', 'wait', 'stop']), photos: z.number(), reason: z.string().nullable() });
const clock = z.object({ now: z.string() });
const usageItem = z.object({
  status: z.enum(['accepted', 'duplicate', 'pending', 'rejected']),
  code: z.string().optional(),
  newPhotos: z.number(),
  alreadyCharged: z.number(),
});
// A list of reports is answered with a list.
const usageItems = z.union([z.object({ items: z.array(usageItem) }), usageItem]);

export type Refusal = z.infer<typeof refusal>;
export type Run = z.infer<typeof run>;
export type GateAnswer = z.infer<typeof gate>;
export type UsageItem = z.infer<typeof usageItem>;

export type UsageEvent = MeteringComponents['schemas']['UsageEventRequest'];
export type PhotoEvent = { readonly id: number; readonly name: string };
export type UsageType = 'PHOTO_PROCESSING' | 'AI_IMAGE_ROTATION' | 'WATERMARK_REPROCESSING';
export type StartRun = {
  readonly runId: string;
  readonly usageType: UsageType;
  readonly photoEvent: PhotoEvent;
  /** Or images. */
  readonly estimatedPhotos: number;
};

/** Processing-metering: runs as an operator's screen starts them, gate and usage as the pipeline uses them. */
export class MeteringApi {
  private readonly service: MeteringClient;
  private readonly operator: MeteringClient;
  private readonly staff: Connection;
  private readonly path: { readonly organisationId: string };

  constructor(connect: Connect, organisationId: string) {
    this.service = meteringClient(connect('service'));
    this.operator = meteringClient(connect('operator'));
    this.staff = connect('staff');
    this.path = { organisationId };
  }

  startRun(start: StartRun): Promise<Answer<Run>> {
    const settings = start.usageType === 'PHOTO_PROCESSING' ? { bibSearch: true, selfieSearch: false } : {};
    const sent = { params: { path: this.path, header: keyed() }, body: { ...start, ...settings } };
    return checked(run, this.operator.POST('/v1/organisations/{organisationId}/runs', sent));
  }

  run(runId: string): Promise<Run> {
    const params = { path: { ...this.path, runId } };
    return checkedBody(run, this.service.GET('/v1/organisations/{organisationId}/runs/{runId}', { params }));
  }

  /** May so many more photos be processed now? */
  gate(runId: string, photos: number): Promise<GateAnswer> {
    const params = { path: { ...this.path, runId }, query: { photos } };
    return checkedBody(gate, this.service.GET('/v1/organisations/{organisationId}/runs/{runId}/gate', { params }));
  }

  resume(runId: string): Promise<Answer<Run>> {
    const path = '/v1/organisations/{organisationId}/runs/{runId}/resume';
    return checked(run, this.operator.POST(path, this.writeOn(runId)));
  }

  complete(runId: string): Promise<Answer<Run>> {
    const path = '/v1/organisations/{organisationId}/runs/{runId}/complete';
    return checked(run, this.operator.POST(path, this.writeOn(runId)));
  }

  cancel(runId: string): Promise<Answer<Run>> {
    const path = '/v1/organisations/{organisationId}/runs/{runId}/cancel';
    return checked(run, this.operator.POST(path, this.writeOn(runId)));
  }

  /** Up to 1,000 CloudEvents in one request; one item per event in the answer. */
  async reportUsage(events: UsageEvent[], correlationId: string): Promise<readonly UsageItem[]> {
    const headers = { 'Content-Type': 'application/cloudevents-batch+json', 'X-Correlation-Id': correlationId };
    const sent = { params: { path: this.path }, headers, body: events };
    const reporting = this.service.POST('/v1/organisations/{organisationId}/usage', sent);
    const answer = await checkedBody(usageItems, reporting);
    return 'items' in answer ? answer.items : [answer];
  }

  /**
   * Usage of every organisation is accepted at that time from now on; null: at the real time. Answers what it is now. Not
   * by the client: only an instance to demonstrate with has this route, so the service's description does not.
   */
  async setClock(now: string | null): Promise<{ readonly now: string }> {
    const { baseUrl, token, fetch } = this.staff;
    const headers = { 'Content-Type': 'application/json', Authorization: `Bearer ${String(token)}` };
    const request = new Request(new URL('/v1/clock', baseUrl), {
      method: 'PUT',
      headers,
      body: JSON.stringify({ now }),
    });
    return checkedBody(clock, contentOf(fetch(request)));
  }

  private writeOn(runId: string) {
    return { params: { path: { ...this.path, runId }, header: keyed() } };
  }
}
