import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { createLogger, createTestApp, LOGGER, type TestApp } from '../src/index.js';
import { sampleService } from './sample-service.js';

const lines: Record<string, unknown>[] = [];
let app: TestApp;

beforeAll(async () => {
  const logger = createLogger('sample', 'debug', {
    write: (line) => void lines.push(JSON.parse(line) as Record<string, unknown>),
  });
  app = await createTestApp(sampleService, (builder) => builder.overrideProvider(LOGGER).useValue(logger));
});
afterAll(() => app.close());

const linesOf = (correlationId: string) => lines.filter((line) => line['correlationId'] === correlationId);

describe('the log of requests', () => {
  it('has a line for an answer, at debug, by the route and never by what was sent', async () => {
    await request(app.server).get('/price-list?secret=1').set('X-Correlation-Id', 'seen-1');
    expect(linesOf('seen-1')).toMatchObject([
      { level: 20, method: 'GET', route: '/price-list', msg: 'request answered' },
    ]);
    expect(JSON.stringify(lines)).not.toContain('secret');
  });

  it('has a line for a refusal at info, under the same correlation', async () => {
    await request(app.server).get('/v1/organisations/acme/stock').set('X-Correlation-Id', 'seen-2');
    const [refusal, answer] = linesOf('seen-2');
    expect(refusal).toMatchObject({ level: 30, code: 'auth.token_missing', status: 401, msg: 'request refused' });
    expect(answer).toMatchObject({ level: 20, status: 401, msg: 'request answered' });
  });
});
