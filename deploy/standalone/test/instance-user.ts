import { expect } from '@jest/globals';
import { eventually } from '@credit-ledger/testing';
import { runOps } from './run-ops.js';
import type { Place } from './start-command.js';

/** What a user of an instance of `npm start` does by its APIs. */
export class InstanceUser {
  /** `place` answers where the instance is by now. */
  constructor(private readonly place: () => Place) {}

  async register(organisationId: string): Promise<void> {
    const answer = await fetch(this.url(1, '/v1/organisations'), {
      method: 'POST',
      headers: {
        authorization: `Bearer ${await this.token('service')}`,
        'content-type': 'application/json',
        'idempotency-key': organisationId,
      },
      body: JSON.stringify({ organisationId, name: organisationId, region: 'IN' }),
    });
    expect(answer.status).toBe(201);
  }

  /** Those that everybody gets who registers. */
  async freeCreditsArrive(organisationId: string): Promise<void> {
    await eventually(async () => expect(await this.balanceOf(organisationId)).toBe(200), { withinMs: 30_000 });
  }

  async balanceOf(organisationId: string): Promise<number | undefined> {
    const answer = await fetch(this.url(2, `/v1/organisations/${organisationId}/balance`), {
      headers: { authorization: `Bearer ${await this.token('admin', '--organisation', organisationId)}` },
    });
    return ((await answer.json()) as { balance?: number }).balance;
  }

  private readonly url = (port: number, path: string) => `http://127.0.0.1:${this.place().portBase + port}${path}`;

  private readonly token = async (...args: readonly string[]) =>
    (await runOps(this.place(), ['token', ...args])).output.trim();
}
