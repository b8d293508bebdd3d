import { randomUUID } from 'node:crypto';
import { answerOf, type MeteringComponents } from '@credit-ledger/api-client';
import { eventually } from '@credit-ledger/testing';
import { Customer, keyed } from './customer.js';
import { PHOTO_EVENT, type UsageType } from './usage-reports.js';

type RunState = MeteringComponents['schemas']['RunResponse']['state'];

/** A customer who also wants what is rarer: runs that take all or nothing, a purchase taken back, a threshold, own rates. */
export class Studio extends Customer {
  /** Answers what became of the run once the ledger has decided about its hold. */
  async startImageRun(runId: string, usageType: UsageType, estimatedPhotos: number): Promise<RunState> {
    this.imageRuns.set(runId, { usageType, images: new Set() });
    const body = { runId, usageType, photoEvent: PHOTO_EVENT, estimatedPhotos };
    const path = '/v1/organisations/{organisationId}/runs';
    // Whatever is answered, a refusal included: what counts is the state that the run is in.
    await this.metering('operator').POST(path, { params: { path: this.path, ...keyed() }, body });
    return eventually(async () => (await this.stateOf(runId)) !== 'REQUESTED' && this.stateOf(runId));
  }

  /** Staff takes back credits of a purchase. */
  async reverse(paymentId: string, credits: number, force = false): Promise<void> {
    const body = { credits, reason: 'Crash test', force };
    const path = '/v1/organisations/{organisationId}/purchases/{paymentId}/reversals';
    const params = { path: { ...this.path, paymentId }, ...keyed() };
    await answerOf(this.ledger('staff').POST(path, { params, body }));
    this.reversals.push(credits);
  }

  async setThreshold(threshold: number, key: string = randomUUID()): Promise<void> {
    const path = '/v1/organisations/{organisationId}/low-balance-threshold';
    await answerOf(this.ledger('admin').PUT(path, { params: { path: this.path, ...keyed(key) }, body: { threshold } }));
  }

  /** Staff gives the organisation a price of its own for processed photos, in a minute. */
  async setPhotoRate(searchOn: number, key: string = randomUUID()): Promise<void> {
    const body = { rates: { photoProcessing: { searchOn } }, reason: 'Crash test' };
    const path = '/v1/organisations/{organisationId}/rate-overrides';
    await answerOf(this.metering('staff').POST(path, { params: { path: this.path, ...keyed(key) }, body }));
  }

  /** Nobody waits a minute for a test: the rates are made as old as they would be then, and hold from now on. */
  async letRatesHold(creditsPerPhoto: number): Promise<void> {
    const sql = `update metering.rate_overrides set effective_from = effective_from - interval '1 minute'
      where organisation_id = $1`;
    await this.world.rows(sql, [this.organisationId]);
    this.creditsPerPhoto = creditsPerPhoto;
  }

  private async stateOf(runId: string): Promise<RunState> {
    const path = '/v1/organisations/{organisationId}/runs/{runId}';
    return (await answerOf(this.metering('operator').GET(path, { params: { path: { ...this.path, runId } } }))).state;
  }
}
