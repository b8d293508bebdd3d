import pino, { type Logger } from 'pino';

/** Structured lines on standard output, each with the service's name. */
export function createLogger(name: string, level: string): Logger {
  return pino({ name, level, timestamp: pino.stdTimeFunctions.isoTime, base: { name } });
}

/** Injects the service's pino logger. One line per outcome; no payloads, no secrets. */
export const LOGGER = Symbol('LOGGER');
