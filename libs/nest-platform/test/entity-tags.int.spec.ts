import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { createTestApp, type TestApp } from '../src/index.js';
import { sampleService } from './sample-service.js';

let app: TestApp;
let admin: string;
let tag: string;

beforeAll(async () => {
  app = await createTestApp(sampleService);
  admin = await app.token({ sub: 'ann', memberships: { acme: 'admin' } });
  tag = (await stock().expect(200)).headers['etag'] ?? '';
});
afterAll(() => app.close());

const stock = (ifNoneMatch?: string) => {
  const asking = request(app.server).get('/v1/organisations/acme/stock').auth(admin, { type: 'bearer' });
  return ifNoneMatch === undefined ? asking : asking.set('If-None-Match', ifNoneMatch);
};

describe('the answer to a GET', () => {
  it('has a weak tag, and belongs in no shared cache', async () => {
    const { headers } = await stock().expect(200);
    expect(headers['etag']).toMatch(/^W\/"[\w-]{27}"$/);
    expect(headers['cache-control']).toBe('private, no-cache');
  });

  it.each([
    ['the tag', () => tag],
    ['the tag without its weakness', () => tag.replace('W/', '')],
    ['a list with the tag', () => `"older", ${tag}`],
    ['any tag', () => '*'],
  ])('is 304 without a body to whoever names %s', async (_, header) => {
    const answer = await stock(header()).expect(304);
    expect(answer.text).toBe('');
    expect(answer.headers['etag']).toBe(tag);
    expect(answer.headers['content-type']).toBeUndefined();
  });

  it('is whole to whoever has another one', async () => {
    expect((await stock('W/"older"').expect(200)).body).toMatchObject({ organisationId: 'acme' });
  });

  it('has no tag when it is a refusal', async () => {
    const answer = await request(app.server).get('/v1/organisations/acme/stock').set('If-None-Match', '*').expect(401);
    expect(answer.headers['etag']).toBeUndefined();
  });
});

describe('the answer to a write', () => {
  it('is never 304', async () => {
    const answer = await request(app.server).post('/price-list').set('If-None-Match', '*').expect(200);
    expect(answer.headers['etag']).toBeUndefined();
    expect(answer.body).toEqual({ pressed: true });
  });
});
