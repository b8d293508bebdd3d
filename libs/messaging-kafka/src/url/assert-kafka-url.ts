import { parseKafkaUrl } from './kafka-url.js';
import { trustedCertificates } from './trusted-certificates.js';

/**
 * Whether `connectKafka` could use a URL, without connecting: it looks into the file of `ca` too.
 * @throws KafkaUrlError
 */
export function assertKafkaUrl(url: string): void {
  const { ca } = parseKafkaUrl(url);
  if (ca !== undefined) trustedCertificates(ca);
}
