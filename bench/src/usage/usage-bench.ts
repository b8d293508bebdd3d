import { fixedWidth, RequestTemplate } from '../load/request-template.js';
import { workThrough } from '../load/work-through.js';
import type { Instance } from '@credit-ledger/standalone';
import type { Messaging } from '@credit-ledger/messaging';
import { waitUntilReached } from '../instance/wait-until.js';
import type { Progress } from '../progress.js';
import { Balances } from './balances.js';

export const ORGANISATIONS = 1_000;
const CREDITS = 10_000_000;
const CALLERS = 8;

/** Organisations with plenty of credits on a running instance, and who looks at their balances. */
export class UsageBench {
  readonly organisationIds = Array.from({ length: ORGANISATIONS }, (_, index) => organisationIdOf(index));
  readonly balances: Balances;
  /** Photos get numbers that were never used before, over all benchmarks: each is charged. */
  private photos = 0;
  private charged = 0;
  private total = 0;

  private constructor(
    readonly instance: Instance,
    readonly serviceToken: string,
    readonly messaging: Messaging,
  ) {
    this.balances = new Balances(instance);
  }

  /** `messaging` is the log that the instance runs on. */
  static async prepare(instance: Instance, messaging: Messaging, progress: Progress): Promise<UsageBench> {
    const bench = new UsageBench(instance, await instance.token('service'), messaging);
    progress.begin(
      `registering ${ORGANISATIONS} organisations and granting each ${CREDITS.toLocaleString('en')} credits`,
      1,
    );
    await bench.register();
    await bench.grant(await instance.token('staff'));
    progress.end();
    return bench;
  }

  /** The next unused photo number. */
  nextPhoto(): number {
    return ++this.photos;
  }

  /** Photos that were handed over and have to show in the balances some time. */
  expect(photos: number): void {
    this.charged += photos;
  }

  get expected(): number {
    return this.charged;
  }

  /** How many photos the balances show as charged. */
  async visible(): Promise<number> {
    return this.total - (await this.balances.sumOf(this.organisationIds)).credits;
  }

  /** Resolves, with the time, when the balances show every photo that was handed over. */
  async settle(onProgress?: (visible: number) => void): Promise<number> {
    return waitUntilReached('every photo is charged', this.charged, () => this.visible(), onProgress);
  }

  async close(): Promise<void> {
    await this.messaging.close();
    await this.balances.close();
  }

  private async register(): Promise<void> {
    const body = JSON.stringify({ organisationId: 'bench-{organisation}', region: 'IN' });
    await this.postForEach(this.instance.urls.billing, '/v1/organisations', this.serviceToken, body);
    const known = async () => (await this.balances.sumOf(this.organisationIds)).organisations;
    await waitUntilReached('every organisation has an account', ORGANISATIONS, known);
  }

  private async grant(token: string): Promise<void> {
    const body = JSON.stringify({ credits: CREDITS, reason: 'bench' });
    const path = '/v1/organisations/bench-{organisation}/admin-grants';
    const sum = async () => (await this.balances.sumOf(this.organisationIds)).credits;
    await this.postForEach(this.instance.urls.ledger, path, token, body);
    await waitUntilReached('every organisation has its credits', ORGANISATIONS * CREDITS, sum);
    // The free credits of the trial may still be on their way.
    this.total = ORGANISATIONS * (CREDITS + TRIAL_CREDITS);
    await waitUntilReached('every organisation has its free credits', this.total, sum);
  }

  private async postForEach(url: string, path: string, token: string, body: string): Promise<void> {
    await workThrough(url, ORGANISATIONS, CALLERS, () => {
      const template = new RequestTemplate({ method: 'POST', path, token, body }, ['organisation', 'key']);
      return (index) =>
        template
          .set('organisation', () => index)
          .set('key', () => index)
          .bytes();
    });
  }
}

/** Free credits of a trial. Domain rule "Plans". */
const TRIAL_CREDITS = 200;

export const organisationIdOf = (index: number): string => `bench-${fixedWidth(index)}`;
