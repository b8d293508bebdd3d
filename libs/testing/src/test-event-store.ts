import { randomBytes } from 'node:crypto';
import { testKurrentDbUrl } from './test-environment.config.js';

/** A place of its own at the KurrentDB of this test run; undefined when it has none, and the stores are in PostgreSQL. */
export function freshKurrentDbUrl(): string | undefined {
  const url = testKurrentDbUrl();
  return url && `${url}${url.includes('?') ? '&' : '?'}namespace=test-${randomBytes(6).toString('hex')}`;
}
