import { SpanKind, SpanStatusCode, trace, type Span } from '@opentelemetry/api';
import { contextOfTraceparent, followedTraces } from '@credit-ledger/messaging';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { TRACER } from './tracer.js';

/** One span per request, in the trace that the sender names; probes and scrapers are nobody's trace. */
export function traceRequests(fastify: FastifyInstance): void {
  // A hook that does nothing costs every request some of its time.
  if (!followedTraces.isOn) return;
  const spans = new WeakMap<FastifyRequest, Span>();
  fastify.addHook('onRequest', (request, _reply, done) => {
    const route = request.routeOptions.url;
    if (route !== undefined && !UNTRACED.test(route)) {
      const attributes = {
        'http.request.method': request.method,
        'http.route': route,
        'credits.correlation_id': request.id,
      };
      const parent = contextOfTraceparent(request.headers['traceparent']);
      const span = trace
        .getTracer(TRACER)
        .startSpan(`${request.method} ${route}`, { kind: SpanKind.SERVER, attributes }, parent);
      followedTraces.follow(request.id, span.spanContext());
      spans.set(request, span);
    }
    done();
  });
  fastify.addHook('onResponse', (request, reply, done) => {
    const span = spans.get(request);
    if (span !== undefined) {
      span.setAttribute('http.response.status_code', reply.statusCode);
      if (reply.statusCode >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
      span.end();
    }
    done();
  });
}

const UNTRACED = /^\/(health|metrics|docs|openapi)/;
