import type { UsageClient } from '@credit-ledger/usage-client';
import type { MeteringApi, UsageItem } from '../api/metering-api.js';
import type { RacePhoto } from '../dataset/race-photo.js';
import { BoundedTasks } from './bounded-tasks.js';
import { isAlsoOverHttp, isRepeated } from './photo-shares.js';
import type { UsageReports } from './usage-reports.js';

export type UsageFeedOptions = {
  readonly reports: UsageReports;
  /** Publishes as any internal service does. */
  readonly usage: Pick<UsageClient, 'report' | 'flush'>;
  readonly metering: Pick<MeteringApi, 'reportUsage'>;
  readonly httpCorrelationId: string;
  /** Reports per request, at most 1,000. */
  readonly httpBatchSize: number;
};

const PUBLICATIONS_AT_ONCE = 4;
const REQUESTS_AT_ONCE = 2;
/** Longer than any outage that a demo should sit through. What is not sent by then is missed by the reconciliation. */
const FLUSH_DEADLINE_MS = 30_000;

/**
 * Hands reports over by both ways: every photo to the usage topic, a tenth of them again a batch later, as a re-sync does,
 * and another tenth over HTTP. What waits here is bounded: a few publications, a few requests.
 */
export class UsageFeed {
  /** Reports handed over so far, and what HTTP answered to its own. */
  busPublished = 0;
  httpPublished = 0;
  readonly httpAnswers = { accepted: 0, rejected: 0, newPhotos: 0, alreadyCharged: 0 };
  private readonly publications = new BoundedTasks(PUBLICATIONS_AT_ONCE);
  private readonly requests = new BoundedTasks(REQUESTS_AT_ONCE);
  private repeats: RacePhoto[] = [];
  private overHttp: RacePhoto[] = [];

  constructor(private readonly options: UsageFeedOptions) {}

  /** Reports that metering is to count. */
  get expected(): number {
    return this.busPublished + this.httpPublished - this.httpAnswers.rejected;
  }

  /** `from` is the place of the first photo in the race. Resolves when there is room for more. */
  async send(photos: readonly RacePhoto[], from: number): Promise<void> {
    const repeats = this.repeats;
    this.repeats = photos.filter((_, index) => isRepeated(from + index));
    this.overHttp.push(...photos.filter((_, index) => isAlsoOverHttp(from + index)));
    await this.publish([...photos, ...repeats]);
    while (this.overHttp.length >= this.options.httpBatchSize) await this.report();
  }

  /** Reports what still waits, and resolves when everything is sent. */
  async finish(): Promise<void> {
    await this.publish(this.repeats);
    while (this.overHttp.length > 0) await this.report();
    await this.publications.settle();
    await this.options.usage.flush({ deadlineMs: FLUSH_DEADLINE_MS });
    await this.requests.settle();
  }

  private async publish(photos: readonly RacePhoto[]): Promise<void> {
    if (photos.length === 0) return;
    const { reports, usage } = this.options;
    this.busPublished += photos.length;
    await this.publications.start(async () => {
      await Promise.all(photos.map((photo) => usage.report(reports.report(photo))));
    });
  }

  private async report(): Promise<void> {
    const { reports, metering, httpBatchSize, httpCorrelationId } = this.options;
    const photos = this.overHttp.splice(0, httpBatchSize);
    this.httpPublished += photos.length;
    await this.requests.start(async () => {
      const items = await metering.reportUsage(
        photos.map((photo) => reports.cloudEvent(photo)),
        httpCorrelationId,
      );
      items.forEach((item) => this.count(item));
    });
  }

  private count({ status, newPhotos, alreadyCharged }: UsageItem): void {
    const answers = this.httpAnswers;
    if (status === 'rejected') answers.rejected += 1;
    // What is pending is not counted yet: should it stay so, the reconciliation shows it.
    if (status === 'accepted' || status === 'duplicate') answers.accepted += 1;
    answers.newPhotos += newPhotos;
    answers.alreadyCharged += alreadyCharged;
  }
}
