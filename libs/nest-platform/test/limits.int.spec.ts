import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { createTestApp, type TestApp } from '../src/index.js';
import { sampleService } from './sample-service.js';

let app: TestApp;
beforeEach(async () => {
  const limits = { RATE_LIMIT_MEMBER_PER_SECOND: 1, RATE_LIMIT_ADDRESS_PER_SECOND: 1 };
  app = await createTestApp({
    ...sampleService,
    config: { ...sampleService.config, ...limits, TRUSTED_PROXIES: '127.0.0.1' },
  });
});
afterEach(() => app.close());

const PER_WINDOW = 10;

const stock = (token: string) =>
  request(app.server).get('/v1/organisations/acme/stock').set('Authorization', `Bearer ${token}`);

async function statusesOf(send: () => Promise<{ status: number }>, count: number): Promise<readonly number[]> {
  const statuses: number[] = [];
  for (let n = 0; n < count; n++) statuses.push((await send()).status);
  return statuses;
}

const allowed = (status: number) => new Array<number>(PER_WINDOW).fill(status);

describe('the limits of a caller', () => {
  it('refuse a member who sends too much, say when to come back, and leave others alone', async () => {
    const [ann, ben] = [
      await app.token({ sub: 'ann', memberships: { acme: 'admin' } }),
      await app.token({ sub: 'ben', memberships: { acme: 'admin' } }),
    ];
    expect(await statusesOf(() => stock(ann), PER_WINDOW)).toEqual(allowed(200));
    const refused = await stock(ann);
    expect(refused.status).toBe(429);
    expect(refused.body).toMatchObject({ code: 'request.rate_limited', status: 429, title: 'Too Many Requests' });
    expect(refused.headers['content-type']).toMatch('application/problem+json');
    expect(Number(refused.headers['retry-after'])).toBeGreaterThanOrEqual(1);
    expect(Number(refused.headers['retry-after'])).toBeLessThanOrEqual(10);
    await stock(ben).expect(200);
  });

  it('count a member by subject, whichever token is sent', async () => {
    const claims = { sub: 'ann', memberships: { acme: 'admin' as const } };
    const first = await app.token(claims);
    await statusesOf(() => stock(first), PER_WINDOW);
    const second = await app.token({ ...claims, memberships: { acme: 'admin', other: 'operator' } });
    await stock(second).expect(429);
  });

  it('do not touch staff and services unless they are given a limit', async () => {
    const service = await app.token({ sub: 'pipeline', platformRole: 'service' });
    expect(await statusesOf(() => stock(service), PER_WINDOW + 5)).toEqual(new Array(PER_WINDOW + 5).fill(200));
  });

  it('count whoever has no accepted token by address, on public routes and with forged tokens alike', async () => {
    const prices = (address: string) => request(app.server).get('/price-list').set('X-Forwarded-For', address);
    expect(await statusesOf(() => prices('192.0.2.1'), PER_WINDOW - 1)).toEqual(allowed(200).slice(1));
    await stock('forged').set('X-Forwarded-For', '192.0.2.1').expect(401);
    await stock('forged').set('X-Forwarded-For', '192.0.2.1').expect(429);
    await prices('192.0.2.1').expect(429);
    await prices('192.0.2.2').expect(200);
  });

  it('cannot be used up by somebody who only writes the name of another into a token', async () => {
    const ann = await app.token({ sub: 'ann', memberships: { acme: 'admin' } });
    const forged = `${ann.split('.').slice(0, 2).join('.')}.${Buffer.from('nobody signed this').toString('base64url')}`;
    await statusesOf(() => stock(forged), PER_WINDOW + 1);
    await stock(ann).expect(200);
  });

  it('never keep a probe or a scraper from its answer', async () => {
    const paths = ['/health/live', '/metrics'];
    for (const path of paths) {
      const answers = await statusesOf(() => request(app.server).get(path), PER_WINDOW + 5);
      expect(answers).toEqual(new Array(PER_WINDOW + 5).fill(200));
    }
  });
});
