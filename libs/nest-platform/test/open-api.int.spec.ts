import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { createTestApp, type TestApp } from '../src/index.js';
import { sampleService } from './sample-service.js';

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

  it('names the organisation in the path and the key in the header, with examples', () => {
    expect(order()['parameters']).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ name: 'organisationId', in: 'path', example: 'acme' }),
        expect.objectContaining({ name: 'Idempotency-Key', in: 'header', required: true }),
      ]),
    );
  });
});
