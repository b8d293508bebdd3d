import { describe, expect, it } from '@jest/globals';
import { parseOrganisationId } from '@credit-ledger/kernel';
import { frozenClock } from '@credit-ledger/testing';
import type { UsageReport } from '@credit-ledger/usage-client';
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
  const reported: UsageReport[] = [];
  const flushes: number[] = [];
  const requests: { readonly events: readonly object[]; readonly correlationId: string }[] = [];
  const feed = new UsageFeed({
    reports: new UsageReports(RUN, frozenClock('2026-11-21T09:30:00.000Z')),
    usage: {
      report: async (report) => `report-${reported.push(report)}`,
      flush: async () => {
        flushes.push(reported.length);
        return { unsent: 0 };
      },
    },
    metering: {
      reportUsage: async (events, correlationId) => {
        requests.push({ events, correlationId });
        return events.map((_, index) => answer(index));
      },
    },
    httpCorrelationId: 'by-http',
    httpBatchSize: 4,
  });
  return { feed, reported, flushes, requests };
}

const NEW: UsageItem = { status: 'accepted', newPhotos: 1, alreadyCharged: 0 };
const KNOWN: UsageItem = { status: 'duplicate', newPhotos: 0, alreadyCharged: 1 };
const REFUSED: UsageItem = { status: 'rejected', code: 'request.invalid', newPhotos: 0, alreadyCharged: 0 };

async function sendAll(feed: UsageFeed, photos: readonly RacePhoto[], batch: number): Promise<void> {
  for (let from = 0; from < photos.length; from += batch) await feed.send(photos.slice(from, from + batch), from);
  await feed.finish();
}

const photoIdsOf = (reports: readonly UsageReport[]) =>
  reports.flatMap(({ usage }) => (usage?.type === 'PHOTO_PROCESSING' ? usage.photoIds : []));

describe('the feed of usage', () => {
  it('publishes every photo, a tenth twice, and a tenth over HTTP as well', async () => {
    const { feed, reported, requests } = feedWith(() => NEW);
    await sendAll(feed, photosOf(100), 25);
    expect(photoIdsOf(reported)).toHaveLength(110);
    expect(new Set(photoIdsOf(reported)).size).toBe(100);
    expect(requests.map(({ events }) => events.length)).toEqual([4, 4, 2]);
    expect([feed.busPublished, feed.httpPublished, feed.expected]).toEqual([110, 10, 120]);
  });

  it('repeats a photo a batch later', async () => {
    const { feed, reported } = feedWith(() => NEW);
    await sendAll(feed, photosOf(10), 5);
    const places = photoIdsOf(reported).flatMap((photoId, place) => (photoId === '3-5km' ? [place] : []));
    expect(places).toEqual([3, 10]);
    expect(reported).toHaveLength(11);
  });

  it('is finished when the client has sent everything', async () => {
    const { feed, flushes } = feedWith(() => NEW);
    await sendAll(feed, photosOf(10), 10);
    expect(flushes).toEqual([11]);
  });

  it('reports as an internal service would: one photo each, marked with its way', async () => {
    const { feed, reported } = feedWith(() => NEW);
    await sendAll(feed, photosOf(1), 1);
    expect(reported).toEqual([
      {
        organisationId: 'demo-1',
        runId: 'run-1',
        photoEvent: { id: 2014, name: 'Boston Marathon 2014' },
        effectiveAt: '2026-11-21T09:30:00.000Z',
        actorId: 'local-operator',
        correlationId: 'by-bus',
        usage: { type: 'PHOTO_PROCESSING', photoIds: ['0-5km'], bibSearch: true },
      },
    ]);
  });

  it('adds up what HTTP answered, item by item', async () => {
    const { feed, requests } = feedWith((index) => [NEW, KNOWN, REFUSED][index % 3] ?? NEW);
    await sendAll(feed, photosOf(60), 60);
    // Two requests, of 4 and of 2.
    expect(feed.httpAnswers).toEqual({ accepted: 5, rejected: 1, newPhotos: 3, alreadyCharged: 2 });
    expect(feed.expected).toBe(66 + 6 - 1);
    expect(requests.every(({ correlationId }) => correlationId === 'by-http')).toBe(true);
  });

  it('fails when a report is refused', async () => {
    const feed = new UsageFeed({
      reports: new UsageReports(RUN, frozenClock('2026-11-21T09:30:00.000Z')),
      usage: { report: () => Promise.reject(new Error('the disk is gone')), flush: async () => ({ unsent: 0 }) },
      metering: { reportUsage: async () => [] },
      httpCorrelationId: 'by-http',
      httpBatchSize: 1,
    });
    await expect(sendAll(feed, photosOf(1), 1)).rejects.toThrow('the disk is gone');
  });
});
