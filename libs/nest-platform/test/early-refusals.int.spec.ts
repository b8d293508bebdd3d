import { connect, type AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestApp, type TestApp } from '../src/index.js';
import { sampleService } from './sample-service.js';

let app: TestApp;
let port: number;

beforeAll(async () => {
  app = await createTestApp(sampleService);
  await app.app.listen(0, '127.0.0.1');
  port = (app.server.address() as AddressInfo).port;
});
afterAll(() => app.close());

type Answer = { status: number; contentType: string | undefined; body: Record<string, unknown>; headers: string };

/** Sends exactly these bytes: clients would refuse to. */
function sendRaw(text: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(text));
    let received = '';
    socket.on('data', (chunk) => (received += chunk.toString()));
    socket.once('error', reject);
    socket.once('close', () => {
      const [headers = '', body = ''] = received.split('\r\n\r\n');
      resolve({
        status: Number(headers.slice(9, 12)),
        contentType: /content-type: ([^;\r\n]+)/i.exec(headers)?.[1],
        body: JSON.parse(body) as Record<string, unknown>,
        headers,
      });
    });
  });
}

const get = (path: string, headers: readonly string[] = []) =>
  sendRaw([`GET ${path} HTTP/1.1`, 'Host: sample', 'Connection: close', ...headers, '', ''].join('\r\n'));

describe('what never reaches a route is refused with problem+json all the same', () => {
  it.each<[string, () => Promise<Answer>, number, string]>([
    ['a path that is not percent-encoded', () => get('/v1/organisations/%zz/stock'), 400, 'request.malformed'],
    [
      'a part of a path too long to be an id',
      () => get(`/v1/organisations/${'a'.repeat(201)}/stock`),
      414,
      'request.url_too_long',
    ],
    ['a URL beyond all limits', () => get(`/${'a'.repeat(20_000)}`), 431, 'request.headers_too_large'],
    [
      'headers beyond all limits',
      () => get('/price-list', [`X-Long: ${'a'.repeat(20_000)}`]),
      431,
      'request.headers_too_large',
    ],
    [
      'a header with a control character',
      () => get('/price-list', ['Idempotency-Key: a\u0001b']),
      400,
      'request.malformed',
    ],
    [
      'a method that HTTP does not have',
      () => sendRaw('FETCH / HTTP/1.1\r\nHost: sample\r\n\r\n'),
      400,
      'request.malformed',
    ],
    ['something that is not HTTP', () => sendRaw('hello\r\n\r\n'), 400, 'request.malformed'],
  ])('%s', async (_, send, status, code) => {
    const answer = await send();
    expect(answer).toMatchObject({ status, contentType: 'application/problem+json' });
    expect(answer.body).toMatchObject({ status, code, type: `urn:credit-ledger:problem:${code}` });
  });

  it('with a correlation id where there is a request to tell it from others', async () => {
    const answer = await get('/%zz', ['X-Correlation-Id: abc-1']);
    expect(answer.body['correlationId']).toBe('abc-1');
    expect(answer.headers).toMatch(/x-correlation-id: abc-1/i);
  });
});
