import { SpanKind, SpanStatusCode, trace, type Span } from '@opentelemetry/api';
import { contextOfTraceparent, followedTraces, type IncomingRecord, type Subscription } from '@credit-ledger/messaging';
import { TRACER } from './tracer.js';

/** One span per record, in the trace that its headers name, for as long as its batch is being handled. */
export function tracedHandler(group: string, handle: Subscription['handle']): Subscription['handle'] {
  return async (batch, signal) => {
    if (!followedTraces.isOn) return handle(batch, signal);
    const spans = batch.records.map((record) => beginSpan(group, record));
    try {
      await handle(batch, signal);
    } catch (error) {
      for (const span of spans) span.setStatus({ code: SpanStatusCode.ERROR, message: String(error) });
      throw error;
    } finally {
      for (const span of spans) span.end();
    }
  };
}

function beginSpan(group: string, { topic, partition, offset, headers }: IncomingRecord): Span {
  const correlationId = headers['ce_correlationid'] ?? headers['ce_id'];
  const attributes = {
    'messaging.destination.name': topic,
    'messaging.destination.partition.id': partition.toString(),
    'messaging.consumer.group.name': group,
    'messaging.message.id': headers['ce_id'] ?? '',
    'messaging.kafka.offset': offset.toString(),
    'credits.correlation_id': correlationId ?? '',
  };
  const parent = contextOfTraceparent(headers['traceparent']);
  const span = trace.getTracer(TRACER).startSpan(`process ${topic}`, { kind: SpanKind.CONSUMER, attributes }, parent);
  if (correlationId !== undefined) followedTraces.follow(correlationId, span.spanContext());
  return span;
}
