import { HttpException } from '@nestjs/common';
import type { PLATFORM_ERROR_STATUSES } from './error-statuses.js';
import { problemOf, type Problem } from './problem.js';

type PlatformCode = keyof typeof PLATFORM_ERROR_STATUSES;

const CODES: Readonly<Record<number, PlatformCode>> = {
  404: 'route.not_found',
  408: 'request.too_slow',
  413: 'request.body_too_large',
  414: 'request.url_too_long',
  415: 'request.unsupported_media_type',
  431: 'request.headers_too_large',
};

// Messages of the framework repeat what was sent.
const DETAIL_MAX = 300;

/** What the framework refuses before any of our code runs. */
export const frameworkProblem = (status: number, detail: string): Problem =>
  problemOf(status, CODES[status] ?? 'request.malformed', detail.slice(0, DETAIL_MAX));

/** The status that Fastify or Nest gave an error, if it is one of theirs. */
export function frameworkStatusOf(error: unknown): number | undefined {
  if (error instanceof HttpException) return error.getStatus();
  if (error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number') return error.statusCode;
  return undefined;
}
