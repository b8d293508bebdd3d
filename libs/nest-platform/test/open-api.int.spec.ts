import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { createTestApp, type MemberRole, type TestApp } from '../src/index.js';
import { sampleService } from './sample-service.js';

type Provocation = {
  readonly body?: string | object;
  readonly headers?: Readonly<Record<string, string>>;
  readonly memberships?: Readonly<Record<string, MemberRole>>;
  readonly forged?: boolean;
};

let app: TestApp;
let info: Record<string, unknown>;
let paths: Record<string, Record<string, Record<string, unknown>>>;

beforeAll(async () => {
  app = await createTestApp(sampleService);
  const answer = await request(app.server).get('/openapi.json').expect(200);
  ({ info, paths } = answer.body);
});
afterAll(() => app.close());

describe('the OpenAPI document', () => {
  const order = () => paths['/v1/organisations/{organisationId}/orders']?.['post'] ?? {};

  it('is titled after the product and the service', () => {
    expect(info['title']).toBe('Credit Ledger: sample');
  });

  it('says who may call a route, and that a token is needed', () => {
    expect(order()).toMatchObject({ 'x-allowed-roles': ['admin'], security: [{ bearer: [] }] });
    const prices = paths['/price-list']?.['get'] ?? {};
    expect(prices['x-public']).toBe('prices are on the web site');
    expect(prices['security']).toBeUndefined();
  });

  it('says it in words too, behind what the route says of itself', () => {
    expect(order()['description']).toBe('The price is that of today.\n\nRoles: admin.');
    expect(paths['/price-list']?.['get']?.['description']).toBe('No token is needed: prices are on the web site.');
  });

  it('lists every status of a route with its error codes as problem+json', () => {
    const responses = order()['responses'] as Record<string, { description: string; content: object }>;
    expect(Object.keys(responses).sort()).toEqual([
      '201',
      '400',
      '401',
      '403',
      '409',
      '413',
      '415',
      '422',
      '429',
      '500',
      '503',
    ]);
    expect(responses['409']?.description).toBe('sample.out_of_stock');
    expect(responses['409']?.content).toHaveProperty(['application/problem+json', 'schema']);
    expect(responses['400']?.description).toMatch('request.idempotency_key_missing');
  });

  const exampleOf = (status: number, code: string) => {
    const responses = order()['responses'] as Record<string, { content: Record<string, { examples: object }> }>;
    const examples = responses[status]?.content['application/problem+json']?.examples as Record<string, object>;
    const { value } = examples[code] as { value: Record<string, unknown> };
    expect(value).toHaveProperty('correlationId');
    return { ...value, correlationId: undefined };
  };

  it.each([
    ['sample.out_of_stock', { body: { quantity: 101, article: 'stickers' } }],
    ['request.malformed', { body: '{' }],
    ['request.body_too_large', { body: { quantity: 1, article: 'a'.repeat(3_000) } }],
    ['request.unsupported_media_type', { headers: { 'Content-Type': 'text/csv' }, body: 'quantity' }],
    ['request.idempotency_key_missing', { headers: { 'Idempotency-Key': '' } }],
    ['request.idempotency_key_invalid', { headers: { 'Idempotency-Key': 'a b' } }],
    ['auth.token_missing', { headers: { Authorization: '' } }],
    ['auth.token_invalid', { forged: true }],
    ['auth.not_a_member', { memberships: { other: 'admin' } }],
    ['auth.role_not_allowed', { memberships: { acme: 'operator' } }],
  ] as const)('shows %s as it is answered', async (code, how: Provocation) => {
    const token = await app.token({ sub: 'ann', memberships: how.memberships ?? { acme: 'admin' } });
    const answer = await request(app.server)
      .post('/v1/organisations/acme/orders')
      .set('Authorization', `Bearer ${how.forged === true ? `${token.slice(0, -6)}AAAAAA` : token}`)
      .set('Idempotency-Key', 'k-1')
      .set('Content-Type', 'application/json')
      .set(how.headers ?? {})
      .send(how.body ?? { quantity: 3, article: 'stickers' });
    expect({ ...answer.body, correlationId: undefined }).toEqual(exampleOf(answer.status, code));
  });

  it('names the organisation in the path and the key in the header, with examples', () => {
    expect(order()['parameters']).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ name: 'organisationId', in: 'path', example: 'acme' }),
        expect.objectContaining({ name: 'Idempotency-Key', in: 'header', required: true }),
      ]),
    );
  });
});
