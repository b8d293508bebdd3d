import {
  isSpanContextValid,
  ROOT_CONTEXT,
  trace,
  TraceFlags,
  type Context,
  type SpanContext,
} from '@opentelemetry/api';
import { LRUCache } from 'lru-cache';

/** A correlation that nobody has heard of for so many others is no longer followed. */
const FOLLOWED_MAX = 10_000;

/**
 * Where each correlation stands in its trace, in this process. Messages wait in batches with those of other causes, and stored
 * events carry a correlation but, because their metadata is hashed for ever, no trace: so whoever goes on with a
 * correlation finds its span here, and not in an ambient context. Off, and then free, unless the process exports traces.
 */
class FollowedTraces {
  private spans: LRUCache<string, SpanContext> | undefined;

  get isOn(): boolean {
    return this.spans !== undefined;
  }

  /** Begins to remember; done once, by whatever exports the spans of the process. */
  switchOn(): void {
    this.spans ??= new LRUCache({ max: FOLLOWED_MAX });
  }

  switchOff(): void {
    this.spans = undefined;
  }

  /** What follows from the correlation belongs under this span from now on. */
  follow(correlationId: string, span: SpanContext): void {
    if (isSpanContextValid(span)) this.spans?.set(correlationId, span);
  }

  /** Something that names a correlation of its own came within another: what follows from it stays in the same trace. */
  passOn(from: string, to: string): void {
    const span = from === to ? undefined : this.spanOf(from);
    if (span !== undefined) this.follow(to, span);
  }

  spanOf(correlationId: string): SpanContext | undefined {
    return this.spans?.get(correlationId);
  }

  /** As a header of a message that follows from the correlation. */
  traceparentOf(correlationId: string): string | undefined {
    const span = this.spanOf(correlationId);
    return span === undefined ? undefined : toTraceparent(span);
  }
}

/** Of the process, as the tracer provider of OpenTelemetry is. */
export const followedTraces = new FollowedTraces();

// Rule source: W3C Trace Context, version 00.
const TRACEPARENT = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;

const toTraceparent = ({ traceId, spanId, traceFlags }: SpanContext): string =>
  `00-${traceId}-${spanId}-${(traceFlags & TraceFlags.SAMPLED).toString(16).padStart(2, '0')}`;

/** The context that a traceparent names; a new trace for one that is missing or not well formed. */
export function contextOfTraceparent(traceparent: unknown): Context {
  const match = typeof traceparent === 'string' ? TRACEPARENT.exec(traceparent) : null;
  const [, traceId = '', spanId = '', flags = '0'] = match ?? [];
  const span = { traceId, spanId, traceFlags: Number.parseInt(flags, 16) & TraceFlags.SAMPLED, isRemote: true };
  return isSpanContextValid(span) ? trace.setSpanContext(ROOT_CONTEXT, span) : ROOT_CONTEXT;
}
