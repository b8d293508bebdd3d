import { describe, expect, it } from '@jest/globals';
import { fromBinary } from '@bufbuild/protobuf';
import { usage } from '@credit-ledger/contracts';
import { parseOrganisationId } from '@credit-ledger/kernel';
import { parseEnvelope, type OutgoingRecord } from '@credit-ledger/messaging';
import { frozenClock } from '@credit-ledger/testing';
import type { UsageItem } from '../api/metering-api.js';
import type { RacePhoto } from '../dataset/race-photo.js';
import { UsageFeed } from './usage-feed.js';
import { UsageReports } from './usage-reports.js';

const photosOf = (count: number): RacePhoto[] =>
  Array.from({ length: count }, (_, index) => ({ photoId: `${index}-5km`, takenAtSecond: index }));

const RUN = {
  organisationId: parseOrganisationId('demo-1'),
  runId: 'run-1',
  photoEvent: { id: 2014, name: 'Boston Marathon 2014' },
  actorId: 'local-operator',
  correlationIds: { bus: 'by-bus', http: 'by-http' },
};

function feedWith(answer: (index: number) => UsageItem) {
  const publications: (readonly OutgoingRecord[])[] = [];
  const requests: { readonly events: readonly object[]; readonly correlationId: string }[] = [];
  const feed = new UsageFeed({
    reports: new UsageReports(RUN, frozenClock('2026-11-21T09:30:00.000Z')),
    publisher: { publish: async (records) => void publications.push(records) },
    metering: {
      reportUsage: async (events, correlationId) => {
        requests.push({ events, correlationId });
        return events.map((_, index) => answer(index));
      },
    },
    httpCorrelationId: 'by-http',
    httpBatchSize: 4,
  });
  return { feed, publications, requests };
}

const NEW: UsageItem = { status: 'accepted', newPhotos: 1, alreadyCharged: 0 };
const KNOWN: UsageItem = { status: 'duplicate', newPhotos: 0, alreadyCharged: 1 };
const REFUSED: UsageItem = { status: 'rejected', code: 'request.invalid', newPhotos: 0, alreadyCharged: 0 };

async function sendAll(feed: UsageFeed, photos: readonly RacePhoto[], batch: number): Promise<void> {
  for (let from = 0; from < photos.length; from += batch) await feed.send(photos.slice(from, from + batch), from);
  await feed.finish();
}

const reportOf = ({ value }: OutgoingRecord) => fromBinary(usage.UsageReportedSchema, value);
const photoIdsOf = (records: readonly OutgoingRecord[]) =>
  records.flatMap((record) => {
    const { usage: work } = reportOf(record);
    return work.case === 'photoProcessing' ? work.value.photoIds : [];
  });

describe('the feed of usage', () => {
  it('publishes every photo, a tenth twice, and a tenth over HTTP as well', async () => {
    const { feed, publications, requests } = feedWith(() => NEW);
    await sendAll(feed, photosOf(100), 25);
    expect(photoIdsOf(publications.flat())).toHaveLength(110);
    expect(new Set(photoIdsOf(publications.flat())).size).toBe(100);
    expect(requests.map(({ events }) => events.length)).toEqual([4, 4, 2]);
    expect([feed.busPublished, feed.httpPublished, feed.expected]).toEqual([110, 10, 120]);
  });

  it('repeats a photo in a later publication, as a message of its own', async () => {
    const { feed, publications } = feedWith(() => NEW);
    await sendAll(feed, photosOf(10), 5);
    const holding = publications.filter((records) => photoIdsOf(records).includes('3-5km'));
    expect(holding).toHaveLength(2);
    const ids = publications.flat().map((record) => parseEnvelope({ ...record, key: record.key }).id);
    expect(new Set(ids).size).toBe(11);
  });

  it('sends what an internal service would: one photo a message, keyed by organisation, marked with its way', async () => {
    const { feed, publications } = feedWith(() => NEW);
    await sendAll(feed, photosOf(1), 1);
    const [record] = publications.flat();
    expect(record?.topic).toBe('credits.usage.v1');
    expect(record?.key).toBe('demo-1');
    expect(record && parseEnvelope(record)).toMatchObject({ organisationId: 'demo-1', correlationId: 'by-bus' });
    expect(record && reportOf(record)).toMatchObject({
      runId: 'run-1',
      photoEventId: 2014n,
      photoEventName: 'Boston Marathon 2014',
      effectiveAt: '2026-11-21T09:30:00.000Z',
      actorId: 'local-operator',
    });
  });

  it('adds up what HTTP answered, item by item', async () => {
    const { feed, requests } = feedWith((index) => [NEW, KNOWN, REFUSED][index % 3] ?? NEW);
    await sendAll(feed, photosOf(60), 60);
    // Two requests, of 4 and of 2.
    expect(feed.httpAnswers).toEqual({ accepted: 5, rejected: 1, newPhotos: 3, alreadyCharged: 2 });
    expect(feed.expected).toBe(66 + 6 - 1);
    expect(requests.every(({ correlationId }) => correlationId === 'by-http')).toBe(true);
  });

  it('fails when a publication fails', async () => {
    const { reports } = { reports: new UsageReports(RUN, frozenClock('2026-11-21T09:30:00.000Z')) };
    const feed = new UsageFeed({
      reports,
      publisher: { publish: () => Promise.reject(new Error('the log is gone')) },
      metering: { reportUsage: async () => [] },
      httpCorrelationId: 'by-http',
      httpBatchSize: 1,
    });
    await expect(sendAll(feed, photosOf(1), 1)).rejects.toThrow('the log is gone');
  });
});
