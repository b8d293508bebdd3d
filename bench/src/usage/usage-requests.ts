import { systemClock } from '@credit-ledger/kernel';
import { usage } from '@credit-ledger/contracts';
import { RequestTemplate } from '../load/request-template.js';
import type { UsageBench } from './usage-bench.js';
import { PHOTO_EVENT, RUN } from './usage-records.js';

const PATH = '/v1/organisations/bench-{organisation}/usage';
const NUMBERS = ['organisation', 'photo'];

/** A CloudEvent that reports the photos; each request writes its numbers in place of `{organisation}` and `{photo}`. */
const eventOf = (photoIds: readonly string[]): object => ({
  specversion: '1.0',
  type: usage.UsageReportedSchema.typeName,
  source: 'bench',
  id: 'report-{photo}',
  time: systemClock.now(),
  subject: 'bench-{organisation}',
  data: {
    runId: RUN,
    photoEventId: String(PHOTO_EVENT.id),
    photoEventName: PHOTO_EVENT.name,
    effectiveAt: systemClock.now(),
    actorId: 'user-7',
    photoProcessing: { photoIds, bibSearch: true, selfieSearch: false },
  },
});

const PHOTO = 'split-{photo}';

/** One event with one photo. */
export const singlePhoto = (token: string): RequestTemplate =>
  new RequestTemplate(
    {
      method: 'POST',
      path: PATH,
      token,
      contentType: 'application/cloudevents+json',
      body: JSON.stringify(eventOf([PHOTO])),
    },
    NUMBERS,
  );

/** A list of so many events with one photo each: the most expensive way to report many. */
export const listOfEvents = (token: string, events: number): RequestTemplate =>
  new RequestTemplate(
    {
      method: 'POST',
      path: PATH,
      token,
      contentType: 'application/cloudevents-batch+json',
      body: JSON.stringify(Array.from({ length: events }, () => eventOf([PHOTO]))),
    },
    NUMBERS,
  );

/** Writes an organisation and photos that were never reported before. An event's id and its photo bear the same number. */
export function renumber(template: RequestTemplate, bench: UsageBench, organisation: number): Buffer {
  let photo = 0;
  return template
    .set('organisation', () => organisation)
    .set('photo', (place) => (place % 2 === 0 ? (photo = bench.nextPhoto()) : photo))
    .bytes();
}
