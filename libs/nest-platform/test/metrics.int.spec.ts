import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Metrics } from '@credit-ledger/kernel';
import request from 'supertest';
import { createTestApp, METRICS, type TestApp } from '../src/index.js';
import { sampleService } from './sample-service.js';

let app: TestApp;

beforeAll(async () => {
  app = await createTestApp(sampleService);
});
afterAll(() => app.close());

const scrape = async (): Promise<string> => (await request(app.server).get('/metrics').expect(200)).text;

describe('/metrics', () => {
  it('answers a scraper without a token, in the text format', async () => {
    const answer = await request(app.server).get('/metrics').expect(200);
    expect(answer.headers['content-type']).toMatch('text/plain; version=0.0.4');
  });

  it('counts and times requests by route template and status class, never by what a sender wrote', async () => {
    const token = await app.token({ sub: 'sam', platformRole: 'staff' });
    await request(app.server).get('/v1/organisations/secret-name/stock').auth(token, { type: 'bearer' }).expect(200);
    await request(app.server).get('/v1/organisations/secret-name/stock').expect(401);
    await request(app.server).get('/nowhere/secret-path').expect(404);
    const text = await scrape();
    const route = '/v1/organisations/:organisationId/stock';
    expect(text).toContain(count('GET', route, '2xx', 1));
    expect(text).toContain(count('GET', route, '4xx', 1));
    expect(text).toContain(count('GET', 'unmatched', '4xx', 1));
    expect(text).not.toContain('secret');
  });

  it('reads gauges when somebody looks, and leaves out one that cannot be read', async () => {
    const metrics = app.app.get<Metrics>(METRICS);
    const about = { help: 'For this spec.', labels: ['part'] as const };
    metrics.gauge({ ...about, name: 'sample_depth' }, async () => [{ labels: { part: 'a' }, value: 7 }]);
    metrics.gauge({ ...about, name: 'sample_depth' }, async () => [{ labels: { part: 'b' }, value: 8 }]);
    metrics.gauge({ ...about, name: 'sample_broken' }, () => Promise.reject(new Error('the database is away')));
    const text = await scrape();
    expect(text).toContain('sample_depth{part="a"} 7');
    expect(text).toContain('sample_depth{part="b"} 8');
    expect(text).not.toContain('sample_broken{');
    expect(await scrape()).toContain('metric_reads_failed_total{metric="sample_broken"} 1');
  });

  it('gives two parts that count the same thing one counter', async () => {
    const metrics = app.app.get<Metrics>(METRICS);
    const about = { name: 'sample_total', help: 'For this spec.', labels: [] };
    metrics.counter(about).add({});
    metrics.counter(about).add({}, 2);
    expect(await scrape()).toContain('sample_total 3');
  });
});

const count = (method: string, route: string, status: string, value: number): string =>
  `http_request_duration_seconds_count{method="${method}",route="${route}",status="${status}"} ${value}`;
