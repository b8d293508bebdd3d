import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { KafkaUrlError } from './kafka-url.js';

/**
 * The text of a file of certificates. TLS takes a text without any, and then trusts no broker, with an error that names
 * neither the file nor the parameter.
 * @throws KafkaUrlError naming the file.
 */
export function trustedCertificates(file: string): string {
  const pem = readNamed(file);
  const found = pem.match(CERTIFICATE) ?? [];
  if (found.length > 0 && found.every(isCertificate)) return pem;
  throw new KafkaUrlError(`the file ca=${file} holds no certificates in PEM`);
}

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

function readNamed(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new KafkaUrlError(`the certificates of ca=${file} cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
}

function isCertificate(pem: string): boolean {
  try {
    new X509Certificate(pem);
    return true;
  } catch {
    return false;
  }
}
