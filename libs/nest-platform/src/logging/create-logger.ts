import { followedTraces } from '@credit-ledger/messaging';
import pino, { type DestinationStream, type Logger } from 'pino';

/** Structured lines on standard output, each with the service's name, and with the trace of its correlation. */
export function createLogger(name: string, level: string, destination?: DestinationStream): Logger {
  const timestamp = pino.stdTimeFunctions.isoTime;
  const options = { name, level, timestamp, base: { name }, mixin: traceOf, serializers: { err: withoutClient } };
  return destination === undefined ? pino(options) : pino(options, destination);
}

/** A pool that loses a connection hangs its whole client on the error, with every statement and the key that cancels them. */
function withoutClient(error: Error): object {
  const { client: _client, ...said } = pino.stdSerializers.err(error);
  return said;
}

function traceOf(fields: { readonly correlationId?: unknown }): object {
  const { correlationId } = fields;
  const span = typeof correlationId === 'string' ? followedTraces.spanOf(correlationId) : undefined;
  return span === undefined ? {} : { traceId: span.traceId };
}

/** Injects the service's pino logger. One line per outcome; no payloads, no secrets. */
export const LOGGER = Symbol('LOGGER');
