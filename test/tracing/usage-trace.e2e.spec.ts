import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { billingClient, meteringClient } from '@credit-ledger/api-client';
import { findFreePortBase, startInstance, type Instance } from '@credit-ledger/standalone';
import { eventually } from '@credit-ledger/testing';
import { OtlpReceiver } from './otlp-receiver.js';

const ORGANISATION = 'traced';
/** Of the pipeline that reports: its own trace, in which all that follows has to show. */
const TRACE_ID = '4bf92f3577b34da6a3ce929d0e0e4736';
const PIPELINE_SPAN = '00f067aa0ba902b7';
/** Of the request, and of the report in it, which names its own. */
const REQUEST_CORRELATION = 'request-of-the-pipeline';
const REPORT_CORRELATION = 'report-of-the-pipeline';

let receiver: OtlpReceiver;
let instance: Instance;
let dataDir: string;

beforeAll(async () => {
  receiver = await OtlpReceiver.start();
  dataDir = await mkdtemp(join(tmpdir(), 'usage-trace-'));
  const env = { all: { LOG_LEVEL: 'error', OTEL_EXPORTER_OTLP_ENDPOINT: receiver.endpoint } };
  instance = await startInstance({ portBase: await findFreePortBase(), dataDir, env });
});
afterAll(async () => {
  await instance.stop();
  await receiver.stop();
  await rm(dataDir, { recursive: true, force: true });
});

describe('a report of usage', () => {
  test('is followed in one trace from its intake to the views of the ledger', async () => {
    const token = (): Promise<string> => instance.token('service');
    const billing = billingClient({ baseUrl: instance.urls.billing, token });
    const metering = meteringClient({ baseUrl: instance.urls['processing-metering'], token });
    const registered = await billing.POST('/v1/organisations', {
      params: { header: { 'Idempotency-Key': 'register-traced' } },
      body: { organisationId: ORGANISATION, name: 'Traced', region: 'IN' },
    });
    expect(registered.response.status).toBe(201);
    const report = {
      specversion: '1.0' as const,
      id: 'report-1',
      type: 'credits.usage.v1.UsageReported' as const,
      source: '/pipeline',
      correlationid: REPORT_CORRELATION,
      data: {
        runId: 'run-1',
        photoEventId: '2014',
        photoEventName: 'Boston Marathon 2014',
        photoProcessing: { photoIds: ['photo-1'], bibSearch: true },
      },
    };
    const headers = { traceparent: `00-${TRACE_ID}-${PIPELINE_SPAN}-01`, 'x-correlation-id': REQUEST_CORRELATION };
    const params = { path: { organisationId: ORGANISATION } };
    await eventually(async () => {
      const sent = { params, headers, body: report };
      const { response } = await metering.POST('/v1/organisations/{organisationId}/usage', sent);
      // Kept, with 503, until metering has heard of the organisation; then its photo counts once.
      expect(response.status).toBe(200);
    });

    const ofTrace = () => receiver.spans.filter(({ traceId }) => traceId === TRACE_ID);
    const named = (service: string, name: string) =>
      ofTrace().find((span) => span.service === service && span.name === name);
    await eventually(() => named('ledger', 'apply account-views') ?? false);

    const consumed = named('ledger', 'process credits.metering.v1');
    const intakes = ofTrace().filter(({ name }) => name === 'POST /v1/organisations/:organisationId/usage');
    expect(intakes.map(({ service, parentSpanId }) => [service, parentSpanId])).toContainEqual([
      'processing-metering',
      PIPELINE_SPAN,
    ]);
    expect(intakes.map(({ spanId }) => spanId)).toContain(consumed?.parentSpanId);
    expect(named('ledger', 'apply account-views')?.parentSpanId).toBe(consumed?.spanId);
    for (const { correlationId } of intakes) expect(correlationId).toBe(REQUEST_CORRELATION);
    const caused = ofTrace().filter((span) => !intakes.includes(span));
    expect(new Set(caused.map(({ correlationId }) => correlationId))).toEqual(new Set([REPORT_CORRELATION]));
  });

  test('leaves no span of probes and scrapers', () => {
    expect(receiver.spans.filter(({ name }) => /health|metrics/.test(name))).toEqual([]);
  });
});
