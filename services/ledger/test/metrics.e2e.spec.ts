import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@credit-ledger/testing';
import request from 'supertest';
import { createLedgerApp, granted, registered, type LedgerApp } from './ledger-app.js';

let app: LedgerApp;
beforeAll(async () => {
  app = await createLedgerApp();
});
afterAll(() => app.close());

describe('the metrics of the ledger', () => {
  it('show its appends, its memory of accounts, and its readers', async () => {
    await app.publish(registered('acme'), granted('acme', 'pay-1', 1_000n, 2n));
    const service = await app.token({ sub: 'probe', platformRole: 'service' });
    const balance = () => request(app.server).get('/v1/organisations/acme/balance').auth(service, { type: 'bearer' });
    await eventually(async () => expect((await balance()).body).toMatchObject({ balance: 1_000 }));

    const { text } = await request(app.server).get('/metrics').expect(200);
    expect(text).toMatch(/^appender_statement_events_sum [2-9]$/m);
    expect(text).toMatch(/^stream_state_lookups_total\{outcome="miss"\} 1$/m);
    for (const reader of ['account-views', 'account-facts']) {
      expect(text).toMatch(new RegExp(`^projection_lag_events\\{reader="${reader}"\\} \\d+$`, 'm'));
      expect(text).toMatch(new RegExp(`^projection_lag_seconds\\{reader="${reader}"\\} [0-9.]+$`, 'm'));
      expect(text).toContain(`projection_stopped{reader="${reader}"} 0`);
    }
    expect(text).not.toContain('acme');
    expect(text).not.toContain('metric_reads_failed_total{');
  });
});
