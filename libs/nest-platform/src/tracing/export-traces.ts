import { trace } from '@opentelemetry/api';
import { followedTraces } from '@credit-ledger/messaging';
import type { BaseConfig } from '../config/base-config.js';

type TraceConfig = Pick<BaseConfig, 'OTEL_EXPORTER_OTLP_ENDPOINT' | 'OTEL_TRACES_SAMPLER_ARG'>;

const EXPORT_EVERY_MS = 1_000;

/**
 * Exports the spans of this process by OTLP, where an endpoint is configured. Without one nothing is loaded, and no span is
 * made anywhere.
 * @returns what sends the last spans and ends it.
 */
export async function exportTraces(service: string, config: TraceConfig): Promise<() => Promise<void>> {
  const endpoint = config.OTEL_EXPORTER_OTLP_ENDPOINT;
  if (endpoint === undefined) return () => Promise.resolve();
  const { BasicTracerProvider, BatchSpanProcessor, ParentBasedSampler, TraceIdRatioBasedSampler } =
    await import('@opentelemetry/sdk-trace-base');
  const { OTLPTraceExporter } = await import('@opentelemetry/exporter-trace-otlp-http');
  const { resourceFromAttributes } = await import('@opentelemetry/resources');
  const exporter = new OTLPTraceExporter({ url: `${endpoint.replace(/\/$/, '')}/v1/traces` });
  const provider = new BasicTracerProvider({
    resource: resourceFromAttributes({ 'service.name': service }),
    // Whoever began a trace decides whether it is recorded; the ratio is for those that begin here.
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(config.OTEL_TRACES_SAMPLER_ARG) }),
    spanProcessors: [new BatchSpanProcessor(exporter, { scheduledDelayMillis: EXPORT_EVERY_MS })],
  });
  trace.setGlobalTracerProvider(provider);
  followedTraces.switchOn();
  return async () => {
    // An endpoint that is away must not keep the service from ending well.
    await provider.shutdown().catch(() => undefined);
    followedTraces.switchOff();
    trace.disable();
  };
}
