import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { answerOf, ledgerClient, type ServiceConnection } from './index.js';

let server: Server | undefined;

async function serving(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
  connection: Omit<ServiceConnection, 'baseUrl'> = {},
) {
  const listening = createServer(answer);
  server = listening;
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
  const baseUrl = `http://127.0.0.1:${(listening.address() as AddressInfo).port}`;
  const ledger = ledgerClient({ baseUrl, ...connection });
  const params = { path: { organisationId: 'a/c me' }, query: { after: 'billing#1:acme:7' } };
  return () => answerOf(ledger.GET('/v1/organisations/{organisationId}/balance', { params }));
}

afterEach(async () => {
  server?.closeAllConnections();
  await new Promise((resolve) => server?.close(resolve));
});

const problem = (response: ServerResponse, status: number, code: string) =>
  response
    .writeHead(status, { 'content-type': 'application/problem+json', 'retry-after': '7' })
    .end(JSON.stringify({ type: 'about:blank', title: 'x', status, code, detail: 'in words' }));

describe('a client', () => {
  it('writes what stands in a path or a query so that it arrives', async () => {
    let url = '';
    const balance = await serving((request, response) => {
      url = request.url ?? '';
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"available":5}');
    });
    expect(await balance()).toEqual({ available: 5 });
    const { pathname, searchParams } = new URL(url, 'http://ledger');
    expect(pathname).toBe('/v1/organisations/a%2Fc%20me/balance');
    expect(searchParams.get('after')).toBe('billing#1:acme:7');
  });

  it('asks for its token before every request', async () => {
    const seen: (string | undefined)[] = [];
    let asked = 0;
    const balance = await serving(
      (request, response) => {
        seen.push(request.headers.authorization);
        response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
      },
      { token: async () => `token-${++asked}` },
    );
    await balance();
    await balance();
    expect(seen).toEqual(['Bearer token-1', 'Bearer token-2']);
  });

  it('throws what a service refused, with its code and when to come back', async () => {
    const balance = await serving((_request, response) => problem(response, 429, 'request.rate_limited'));
    await expect(balance()).rejects.toMatchObject({
      name: 'ApiProblemError',
      message: '429 request.rate_limited: in words',
      problem: { status: 429, code: 'request.rate_limited' },
      retryAfterSeconds: 7,
    });
  });

  it('throws also what somebody else answered in place of the service', async () => {
    const balance = await serving((_request, response) =>
      response.writeHead(502, { 'content-type': 'text/html' }).end('<h1>Bad Gateway</h1>'),
    );
    await expect(balance()).rejects.toMatchObject({
      problem: { status: 502, code: 'not_a_problem' },
      retryAfterSeconds: undefined,
    });
  });

  it('does not wait for ever', async () => {
    const balance = await serving(() => undefined, { timeoutMs: 50 });
    await expect(balance()).rejects.toMatchObject({ name: 'TimeoutError' });
  });
});
