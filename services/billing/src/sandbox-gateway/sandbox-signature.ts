import { createHmac, timingSafeEqual } from 'node:crypto';

/** Header of a webhook, in lower case as Node gives it. */
export const SIGNATURE_HEADER = 'x-sandbox-signature';
/** Parameter of the browser's return. */
export const SIGNATURE_PARAMETER = 'signature';

/** HMAC-SHA256 in hex, of the exact bytes that are sent: what was parsed and written again need not be the same. */
export const sign = (content: string | Uint8Array, secret: string): string =>
  createHmac('sha256', secret).update(content).digest('hex');

/** Compares in constant time, so that a signature cannot be found out byte by byte. */
export function isSignedBy(content: string | Uint8Array, signature: unknown, secret: string): boolean {
  if (typeof signature !== 'string') return false;
  const expected = Buffer.from(sign(content, secret));
  const given = Buffer.from(signature);
  return given.length === expected.length && timingSafeEqual(given, expected);
}
