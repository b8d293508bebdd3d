import { ROOT_CONTEXT, SpanStatusCode, trace, type Span } from '@opentelemetry/api';
import { followedTraces } from '@credit-ledger/messaging';
import { TRACER } from './tracer.js';

/**
 * One span per correlation, for as long as `work` goes on for all of them together; none for a correlation whose trace this
 * process does not follow. For what stored events cause: they carry a correlation and no trace.
 */
export async function withSpansOf<T>(
  name: string,
  correlationIds: () => Iterable<string>,
  work: () => Promise<T>,
): Promise<T> {
  if (!followedTraces.isOn) return work();
  const spans = [...new Set(correlationIds())].flatMap((correlationId) => beginSpan(name, correlationId));
  try {
    return await work();
  } catch (error) {
    for (const span of spans) span.setStatus({ code: SpanStatusCode.ERROR, message: String(error) });
    throw error;
  } finally {
    for (const span of spans) span.end();
  }
}

function beginSpan(name: string, correlationId: string): Span[] {
  const parent = followedTraces.spanOf(correlationId);
  if (parent === undefined) return [];
  const options = { attributes: { 'credits.correlation_id': correlationId } };
  return [trace.getTracer(TRACER).startSpan(name, options, trace.setSpanContext(ROOT_CONTEXT, parent))];
}
