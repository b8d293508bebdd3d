import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { MeteringStandIn, type Behaviour } from '../../test/metering-stand-in.js';
import { numberedReport, spooled } from '../../test/sample-report.js';
import { usageTransportContract, type ReceivedReport } from '../../test/usage-transport-contract.js';
import { HttpTransport } from './http-transport.js';

usageTransportContract('HTTP', async () => {
  const metering = await MeteringStandIn.start();
  return {
    connect: async () => new HttpTransport(metering.url, 'token'),
    received: async (organisationId) =>
      metering.stored
        .filter(({ subject }) => subject === organisationId)
        .map(({ id, source, subject, data }): ReceivedReport => ({ id, source, organisationId: subject, data })),
    interrupt: () => metering.close(),
    restore: () => metering.listen(),
    close: () => metering.close(),
  };
});

describe('reporting over HTTP', () => {
  let metering: MeteringStandIn;
  beforeAll(async () => {
    metering = await MeteringStandIn.start();
  });
  afterAll(() => metering.close());
  beforeEach(() => {
    metering.stored.length = 0;
    metering.requests.length = 0;
    metering.behave = () => 'take';
    metering.isRejected = () => false;
  });

  const { signal } = new AbortController();
  const reports = (count: number) => Array.from({ length: count }, (_, n) => spooled(numberedReport(n)));
  const transport = () => new HttpTransport(`${metering.url}/`, () => Promise.resolve('fresh'));

  it('asks for the token before every request', async () => {
    let tokens = 0;
    const renewing = new HttpTransport(metering.url, () => `token-${(tokens += 1)}`);
    await renewing.send(reports(1), signal);
    await renewing.send(reports(1), signal);
    expect(metering.requests.map(({ authorization }) => authorization)).toEqual(['Bearer token-1', 'Bearer token-2']);
  });

  it('names what was rejected, and takes the rest', async () => {
    const [bad, ...good] = reports(5);
    metering.isRejected = ({ id }) => id === bad?.id;
    expect(await transport().send(reports(5), signal)).toEqual([
      { report: bad, code: 'request.invalid', field: 'data.runId', detail: 'not liked' },
    ]);
    expect(metering.storedIds).toEqual(good.map(({ id }) => id));
  });

  it.each([400, 413, 422])('finds the report because of which a batch is refused with %d', async (status) => {
    const all = reports(9);
    const bad = all[6];
    const refusal: Behaviour = { status, body: { code: 'request.malformed', detail: 'unreadable' } };
    metering.behave = (_, events) => (events.some(({ id }) => id === bad?.id) ? refusal : 'take');
    expect(await transport().send(all, signal)).toEqual([
      { report: bad, code: 'request.malformed', detail: 'unreadable' },
    ]);
    expect(metering.storedIds).toEqual(all.filter((report) => report !== bad).map(({ id }) => id));
  });

  it('halves a batch that is too large for somebody between, and gives up none of it', async () => {
    metering.behave = (_, events) => (events.length > 2 ? { status: 413 } : 'take');
    expect(await transport().send(reports(9), signal)).toEqual([]);
    expect(metering.storedIds).toEqual(reports(9).map(({ id }) => id));
    metering.behave = () => ({ status: 413 });
    await expect(transport().send(reports(1), signal)).rejects.toThrow('metering answered 413');
  });

  it.each([400, 422])('does not take a %d without a code for a refusal by metering', async (status) => {
    metering.behave = () => ({ status });
    await expect(transport().send(reports(2), signal)).rejects.toThrow(`metering answered ${status}`);
    expect(metering.requests).toHaveLength(1);
  });

  it.each([401, 403, 404, 408, 429, 500, 502, 503])('never gives up a report because of a %d', async (status) => {
    metering.behave = () => ({ status });
    await expect(transport().send(reports(2), signal)).rejects.toThrow(`metering answered ${status}`);
    expect(metering.requests).toHaveLength(1);
  });

  it.each([429, 503])('says how long metering asked to wait with a %d', async (status) => {
    metering.behave = () => ({ status, headers: { 'Retry-After': '7' } });
    await expect(transport().send(reports(1), signal)).rejects.toMatchObject({ retryAfterMs: 7_000 });
  });

  it('does not follow a redirection, where the token would go elsewhere', async () => {
    metering.behave = () => ({ status: 307, headers: { Location: `${metering.url}/elsewhere` } });
    await expect(transport().send(reports(1), signal)).rejects.toThrow('does not answer');
    expect(metering.requests).toHaveLength(1);
  });

  it.each<Behaviour>(['drop', 'takeAndDrop', 'mumble'])('fails where metering does "%s"', async (behaviour) => {
    metering.behave = () => behaviour;
    await expect(transport().send(reports(2), signal)).rejects.toThrow();
  });

  it('does not take an answer that it does not understand for a yes', async () => {
    metering.behave = () => ({ status: 200, body: { items: [{ status: 'accepted' }, { status: 'perhaps' }] } });
    await expect(transport().send(reports(2), signal)).rejects.toThrow('newer release');
  });

  it('breaks off when it is told to', async () => {
    const stopped = AbortSignal.abort();
    await expect(transport().send(reports(1), stopped)).rejects.toThrow();
    expect(metering.stored).toEqual([]);
  });
});
