import { createHash } from 'node:crypto';
import type { IncomingRecord } from '../ports/record.js';

/**
 * Of what a message says about itself and of its payload: the same whenever its producer sends it again, wherever it lands.
 * A place in an order tells messages apart only as long as every producer keeps to its own places.
 */
export function fingerprintOf({ headers, value }: Pick<IncomingRecord, 'headers' | 'value'>): Buffer {
  const hash = createHash('sha256');
  // Identifiers are printable and have no line breaks; the payload comes last.
  hash.update(`${headers['ce_id']}\n${headers['ce_type']}\n`);
  return hash.update(value).digest();
}
