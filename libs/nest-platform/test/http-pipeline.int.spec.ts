import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { createTestApp, type TestApp } from '../src/index.js';
import { sampleService } from './sample-service.js';

let app: TestApp;
let admin: string;
let staff: string;

beforeAll(async () => {
  app = await createTestApp(sampleService);
  admin = await app.token({ sub: 'ann', memberships: { acme: 'admin' } });
  staff = await app.token({ sub: 'sam', platformRole: 'staff' });
});
afterAll(() => app.close());

const order = (body: string | object, token = admin) =>
  request(app.server)
    .post('/v1/organisations/acme/orders')
    .set('Authorization', `Bearer ${token}`)
    .set('Idempotency-Key', 'k-1')
    .set('Content-Type', 'application/json')
    .send(body);

describe('a valid request', () => {
  it('reaches its handler with a parsed organisation and a known caller', async () => {
    const answer = await request(app.server).get('/v1/organisations/acme/stock').auth(admin, { type: 'bearer' });
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({ organisationId: 'acme', actor: 'ann', role: 'admin' });
  });

  it('may be the empty form that a browser sends for a button', async () => {
    const press = request(app.server).post('/price-list').set('Content-Type', 'application/x-www-form-urlencoded');
    await press.send('').expect(200);
  });

  it("keeps the sender's correlation id, and replaces one that is not harmless", async () => {
    const kept = await request(app.server).get('/price-list').set('X-Correlation-Id', 'abc-1');
    expect(kept.headers['x-correlation-id']).toBe('abc-1');
    const replaced = await request(app.server).get('/price-list').set('X-Correlation-Id', 'a b"c');
    expect(replaced.headers['x-correlation-id']).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe('a refused request is answered with problem+json', () => {
  it('names every field that is wrong, unknown fields too', async () => {
    const answer = await order({ quantity: 0, article: 7, colour: 'red' });
    expect(answer.status).toBe(400);
    expect(answer.headers['content-type']).toMatch('application/problem+json');
    expect(answer.body).toMatchObject({ code: 'request.invalid', status: 400, title: 'Bad Request' });
    expect(answer.body.errors).toEqual(
      expect.arrayContaining([
        { field: 'quantity', problem: 'must be a whole number from 1 to 1000' },
        { field: 'article', problem: 'must be a string of at most 20 characters' },
        { field: 'colour', problem: 'is not a known field' },
      ]),
    );
    expect(answer.body.correlationId).toBe(answer.headers['x-correlation-id']);
  });

  it.each([
    ['a number in quotes', { quantity: '3', article: 'stickers' }, 'quantity'],
    ['a number beyond exactness', '{"quantity": 99999999999999999999, "article": "stickers"}', 'quantity'],
    ['a fraction', { quantity: 1.5, article: 'stickers' }, 'quantity'],
    ['a negative number', { quantity: -1, article: 'stickers' }, 'quantity'],
    ['a number beyond all numbers', '{"quantity": 1e400, "article": "stickers"}', 'quantity'],
    ['an array instead of an object', [{ quantity: 1 }], 'body'],
    ['text instead of an object', '"stickers"', 'body'],
    ['nothing instead of an object', 'null', 'body'],
    ['NUL in a text', { quantity: 1, article: 'a\0b' }, 'article'],
    ['half a character', '{"quantity": 1, "article": "\\ud83c"}', 'article'],
    ['a field that every object inherits', { quantity: 1, article: 'stickers', constructor: 1 }, 'constructor'],
  ])('does not take %s', async (_, body, field) => {
    const answer = await order(body);
    expect(answer.body).toMatchObject({ status: 400, code: 'request.invalid' });
    expect(answer.body.errors).toMatchObject([{ field }]);
  });

  it('names the field that a refusal of the service is about where it names any other', async () => {
    const answer = await order({ quantity: 13, article: 'stickers' });
    expect(answer.body).toMatchObject({
      code: 'sample.unlucky',
      errors: [{ field: 'quantity', problem: 'is unlucky' }],
    });
    expect(answer.body.details).toEqual({ lucky: 7 });
  });

  it('has the status and the details of a refusal from the service', async () => {
    const answer = await order({ quantity: 101, article: 'stickers' });
    expect(answer.status).toBe(409);
    expect(answer.body).toMatchObject({
      code: 'sample.out_of_stock',
      detail: 'only 100 are left',
      details: { left: 100 },
    });
  });

  it.each([
    ['broken JSON', () => order('{"quantity": 1,'), 400, 'request.malformed'],
    ['a poisoned prototype', () => order('{"__proto__": {"admin": true}}'), 400, 'request.malformed'],
    ['a body that is too large', () => order({ article: 'x'.repeat(3_000) }), 413, 'request.body_too_large'],
    ['another media type', () => order('a=b').set('Content-Type', 'text/csv'), 415, 'request.unsupported_media_type'],
    ['plain text', () => order('{}').set('Content-Type', 'text/plain'), 415, 'request.unsupported_media_type'],
    [
      'a form',
      () => order('quantity=1').set('Content-Type', 'application/x-www-form-urlencoded'),
      415,
      'request.unsupported_media_type',
    ],
    ['no body at all', () => order(''), 400, 'request.malformed'],
    ['another method', () => request(app.server).put('/price-list'), 404, 'route.not_found'],
    ['an unknown route', () => request(app.server).get('/v1/nothing'), 404, 'route.not_found'],
    [
      'a missing key',
      () => order({ quantity: 1, article: 'a' }).unset('Idempotency-Key'),
      400,
      'request.idempotency_key_missing',
    ],
    [
      'a key with spaces',
      () => order({ quantity: 1, article: 'a' }).set('Idempotency-Key', 'a b'),
      400,
      'request.idempotency_key_invalid',
    ],
  ])('has a stable code for %s', async (_, send, status, code) => {
    const answer = await send();
    expect(answer.headers['content-type']).toMatch('application/problem+json');
    expect(answer.body).toMatchObject({ status, code, type: `urn:credit-ledger:problem:${code}` });
    expect(answer.status).toBe(status);
  });

  it('names an organisation id that cannot be one, for callers who may see any', async () => {
    const answer = await request(app.server).get('/v1/organisations/a%20b/stock').auth(staff, { type: 'bearer' });
    expect(answer.body).toMatchObject({ status: 400, code: 'request.invalid', errors: [{ field: 'organisationId' }] });
  });
});

describe('a failed request', () => {
  const fault = (kind: string) =>
    request(app.server).get(`/v1/organisations/acme/faults/${kind}`).auth(staff, { type: 'bearer' });

  it('says nothing of the inside when something broke', async () => {
    const answer = await fault('invariant');
    expect(answer.body).toMatchObject({ status: 500, code: 'internal' });
    expect(answer.text).not.toMatch('secret');
  });

  it('may be sent again when a neighbour is down', async () => {
    const answer = await fault('database');
    expect(answer.body).toMatchObject({ status: 503, code: 'service.unavailable' });
    expect(answer.headers['retry-after']).toBe('1');
  });

  it('is answered when its time is over', async () => {
    const answer = await fault('slow');
    expect(answer.body).toMatchObject({ status: 503, code: 'request.timed_out' });
  });

  it("is its sender's fault when its body does not come", async () => {
    await once(app.server.listen(0, '127.0.0.1'), 'listening');
    const { port } = app.server.address() as AddressInfo;
    const sent = httpRequest(`http://127.0.0.1:${port}/v1/organisations/acme/orders`, {
      method: 'POST',
      headers: { authorization: `Bearer ${admin}`, 'content-type': 'application/json', 'content-length': '100' },
    });
    sent.write('{ "quantity":');
    const [answer] = (await once(sent, 'response')) as [IncomingMessage];
    expect(await json(answer)).toMatchObject({ status: 408, code: 'request.too_slow' });
    sent.destroy();
  });
});

describe('the answers of every service', () => {
  it.each(['/price-list', '/nowhere'])('carry the headers that keep browsers from being misused: %s', async (path) => {
    const { headers } = await request(app.server).get(path);
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'x-frame-options': 'SAMEORIGIN' });
    expect(headers['content-security-policy']).toMatch("default-src 'self';");
    expect(headers['content-security-policy']).not.toMatch('upgrade-insecure-requests');
    expect(headers).not.toHaveProperty('strict-transport-security');
  });
});
