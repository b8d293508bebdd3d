import { createHash } from 'node:crypto';
import type { PhotoKey } from '../domain/photo-key.js';

/**
 * SHA-256 over the photo keys in ascending byte order, each followed by a line feed (0x0A), as ASCII. Anybody can derive it
 * again from `photo_charges`: select organisation_id || '/' || photo_event_id || '/' || component || '/' || photo_id
 * of a charge, sort, hash.
 */
export function photoDigest(sortedKeys: readonly PhotoKey[]): Uint8Array {
  return createHash('sha256')
    .update(sortedKeys.map((key) => `${key}\n`).join(''), 'ascii')
    .digest();
}
