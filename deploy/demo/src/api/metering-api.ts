import { z } from 'zod';
import type { Answer, JsonClient } from './json-client.js';

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
const usageItems = z.object({ items: z.array(usageItem) });

export type Refusal = z.infer<typeof refusal>;
export type Run = z.infer<typeof run>;
export type GateAnswer = z.infer<typeof gate>;
export type UsageItem = z.infer<typeof usageItem>;

export type MeteringTokens = { readonly service: string; readonly operator: string; readonly staff: string };
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
  constructor(
    private readonly client: JsonClient,
    private readonly organisationId: string,
    private readonly tokens: MeteringTokens,
  ) {}

  startRun(start: StartRun): Promise<Answer<Run>> {
    const settings = start.usageType === 'PHOTO_PROCESSING' ? { bibSearch: true, selfieSearch: false } : {};
    return this.post('runs', run, { ...start, ...settings }, this.tokens.operator);
  }

  async run(runId: string): Promise<Run> {
    return (await this.get(`runs/${runId}`, run)).body;
  }

  /** May so many more photos be processed now? */
  async gate(runId: string, photos: number): Promise<GateAnswer> {
    return (await this.get(`runs/${runId}/gate?photos=${photos}`, gate)).body;
  }

  resume(runId: string): Promise<Answer<Run>> {
    return this.post(`runs/${runId}/resume`, run, undefined, this.tokens.operator);
  }

  complete(runId: string): Promise<Answer<Run>> {
    return this.post(`runs/${runId}/complete`, run, undefined, this.tokens.operator);
  }

  cancel(runId: string): Promise<Answer<Run>> {
    return this.post(`runs/${runId}/cancel`, run, undefined, this.tokens.operator);
  }

  /** Up to 1,000 CloudEvents in one request; one item per event in the answer. */
  async reportUsage(events: readonly object[], correlationId: string): Promise<readonly UsageItem[]> {
    const contentType = 'application/cloudevents-batch+json';
    const path = this.path('usage');
    const { service: token } = this.tokens;
    const request = {
      method: 'POST',
      path,
      body: events,
      contentType,
      correlationId,
      token,
      answer: usageItems,
    } as const;
    return (await this.client.request(request)).body.items;
  }

  /** Usage of every organisation is accepted at that time from now on; null: at the real time. Answers what it is now. */
  async setClock(now: string | null): Promise<{ readonly now: string }> {
    const request = {
      method: 'PUT',
      path: '/v1/clock',
      body: { now },
      token: this.tokens.staff,
      answer: clock,
    } as const;
    return (await this.client.request(request)).body;
  }

  private get<Schema extends z.ZodType>(what: string, answer: Schema) {
    return this.client.request({ method: 'GET', path: this.path(what), token: this.tokens.service, answer });
  }

  private post<Schema extends z.ZodType>(what: string, answer: Schema, body: unknown, token: string) {
    return this.client.request({ method: 'POST', path: this.path(what), body, token, answer });
  }

  private path(rest: string): string {
    return `/v1/organisations/${this.organisationId}/${rest}`;
  }
}
