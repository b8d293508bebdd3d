import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { UsageReport, UsageTransport } from '../src/index.js';
import { numberedReport, sampleReport, spooled } from './sample-report.js';

/** A report as the receiver has it, in the JSON form of `credits.usage.v1.UsageReported`. */
export type ReceivedReport = {
  readonly id: string;
  readonly source: string;
  readonly organisationId: string;
  readonly data: object;
};

export interface TransportHarness {
  connect(): Promise<UsageTransport>;
  /** All of the organisation, in the order in which they came. */
  received(organisationId: string): Promise<readonly ReceivedReport[]>;
  /** Nobody is reached until `restore`. */
  interrupt(): Promise<void>;
  restore(): Promise<void>;
  close(): Promise<void>;
}

const signal = new AbortController().signal;
const range = (count: number) => Array.from({ length: count }, (_, n) => n);

/** What every way to metering has to do. */
export function usageTransportContract(name: string, makeHarness: () => Promise<TransportHarness>): void {
  describe(`usage by ${name}`, () => {
    let harness: TransportHarness;
    let transport: UsageTransport;
    beforeAll(async () => {
      harness = await makeHarness();
      transport = await harness.connect();
    });
    afterAll(async () => {
      await transport.close();
      await harness.close();
    });
    const send = (reports: readonly UsageReport[]) => transport.send(reports.map(spooled), signal);

    it.each<[string, UsageReport['usage'], object]>([
      [
        'photo processing',
        { type: 'PHOTO_PROCESSING', photoIds: ['a', 'b'], bibSearch: true, storeOriginals: true },
        { photoProcessing: { photoIds: ['a', 'b'], bibSearch: true, storeOriginals: true } },
      ],
      ['rotated images', { type: 'AI_IMAGE_ROTATION', imageIds: ['a'] }, { imageRotation: { imageIds: ['a'] } }],
      [
        'new watermarks',
        { type: 'WATERMARK_REPROCESSING', photoIds: ['a'] },
        { watermarkReprocessing: { photoIds: ['a'] } },
      ],
      ['failures alone', undefined, {}],
    ])('brings %s as they were reported', async (what, usage, data) => {
      const organisationId = what.replaceAll(' ', '-');
      const { usage: _, ...rest } = sampleReport({ organisationId, failedPhotoIds: ['c'], actorId: 'user-7' });
      const report = usage === undefined ? rest : { ...rest, usage };
      expect(await send([report])).toEqual([]);
      const [received, ...more] = await harness.received(organisationId);
      expect(more).toEqual([]);
      expect(received).toEqual({
        id: spooled(report).id,
        source: 'spec',
        organisationId,
        data: {
          organisationId,
          runId: 'run-1',
          photoEventId: '2014',
          photoEventName: 'Boston Marathon 2014',
          effectiveAt: '2026-11-21T09:30:00.000Z',
          actorId: 'user-7',
          failedPhotoIds: ['c'],
          ...data,
        },
      });
    });

    it('keeps the order of every organisation over batches of a thousand', async () => {
      const organisations = ['order-a', 'order-b', 'order-c'];
      const reports = range(3_000).map((n) => numberedReport(n, organisations[n % 3]));
      for (const from of [0, 1_000, 2_000]) await send(reports.slice(from, from + 1_000));
      for (const organisationId of organisations) {
        const expected = reports.filter((report) => report.organisationId === organisationId);
        const ids = (await harness.received(organisationId)).map(({ id }) => id);
        expect(ids).toEqual(expected.map((report) => spooled(report).id));
      }
    });

    it('brings a batch of the largest reports there are', async () => {
      const largest = (n: number): UsageReport => {
        const ids = (kind: string) => range(1_000).map((id) => `${kind}-${n}-${id}`.padEnd(128, 'x'));
        const usage = { type: 'PHOTO_PROCESSING', photoIds: ids('done') } as const;
        return sampleReport({ organisationId: 'largest', usage, failedPhotoIds: ids('failed') });
      };
      expect(await send(range(12).map(largest))).toEqual([]);
      expect(await harness.received('largest')).toHaveLength(12);
    });

    it('brings the same ids again when a batch is sent again', async () => {
      const reports = range(3).map((n) => numberedReport(n, 'again'));
      await send(reports);
      await send(reports);
      const ids = reports.map((report) => spooled(report).id);
      expect((await harness.received('again')).map(({ id }) => id)).toEqual([...ids, ...ids]);
    });

    it('fails while nobody is there, and works once somebody is again', async () => {
      await harness.interrupt();
      await expect(send([numberedReport(1, 'interrupted')])).rejects.toThrow();
      await harness.restore();
      await send([numberedReport(2, 'interrupted')]);
      const ids = (await harness.received('interrupted')).map(({ id }) => id);
      expect(ids).toEqual([spooled(numberedReport(2, 'interrupted')).id]);
    });
  });
}
