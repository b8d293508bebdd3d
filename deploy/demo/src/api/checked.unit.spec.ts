import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { connectionOf } from './connection.js';
import { LedgerApi } from './ledger-api.js';

let server: Server;
let answer: (response: ServerResponse) => unknown;
let abort: AbortController;
let ledger: LedgerApi;

beforeEach(async () => {
  server = createServer((_request, response) => answer(response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  abort = new AbortController();
  const { signal } = abort;
  ledger = new LedgerApi((role) => connectionOf({ service: 'ledger', baseUrl, token: role, signal }), 'acme');
});
afterEach(() => {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(resolve));
});

const json = (response: ServerResponse, body: string, status = 200) =>
  response.writeHead(status, { 'content-type': 'application/json', 'consistency-token': 'ledger#1:acme:7' }).end(body);
const refund = { refundId: 'refund-1', runId: 'run-1', credits: 5, forgiven: 0, lots: [] };

describe('an answer to the demo', () => {
  it('is given with the token of the write', async () => {
    answer = (response) => json(response, JSON.stringify(refund));
    expect(await ledger.refund('run-1', 5, 'Spec')).toEqual({ body: refund, consistencyToken: 'ledger#1:acme:7' });
  });

  it('in another shape is told with what is wrong', async () => {
    answer = (response) => json(response, JSON.stringify({ ...refund, credits: '5' }));
    await expect(ledger.refund('run-1', 5, 'Spec')).rejects.toMatchObject({
      name: 'ApiError',
      message: expect.stringMatching(/runs\/run-1\/refunds answered in an unknown shape: .*credits/s),
    });
  });

  it.each(['', '{"refundId":', '<h1>Welcome</h1>'])('that reads %j is told', async (body) => {
    answer = (response) => json(response, body);
    await expect(ledger.refund('run-1', 5, 'Spec')).rejects.toMatchObject({ name: 'ApiError' });
  });

  it('that refuses is told with service, request, code and figures', async () => {
    const problem = { code: 'ledger.refund_exceeds_charges', detail: 'in words', details: { charged: 3 } };
    answer = (response) => json(response, JSON.stringify(problem), 409);
    await expect(ledger.refund('run-1', 5, 'Spec')).rejects.toMatchObject({
      message:
        'ledger refused POST /v1/organisations/acme/runs/run-1/refunds: 409 ledger.refund_exceeds_charges, in words',
      ...{ name: 'ApiError', status: 409, code: problem.code, details: problem.details },
    });
  });

  it('that never comes is told with the service', async () => {
    answer = (response) => response.destroy();
    await expect(ledger.months()).rejects.toThrow(
      /^ledger at .* does not answer GET .*usage\/monthly \(.*\). Does the instance still run\?$/,
    );
  });

  it('is not waited for once the demo has to end', async () => {
    answer = () => abort.abort(new Error('interrupted'));
    await expect(ledger.months()).rejects.toThrow('interrupted');
  });
});
