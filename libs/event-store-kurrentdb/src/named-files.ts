import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { ConnectionUrlError } from './connection-url.error.js';
import type { FileParameter, UrlParameters } from './url-parameters.js';

/**
 * Whether the files that a URL names hold what they should: the client takes a file without any certificate, and then
 * believes no server.
 * @throws ConnectionUrlError naming the parameter and its file.
 */
export function assertNamedFiles(files: UrlParameters['files']): void {
  for (const [parameter, file] of files) {
    const pem = readNamed(parameter, file);
    const [isThere, what] =
      parameter === 'userKeyFile' ? [holdsKey(pem), 'private key'] : [holdsCertificates(pem), 'certificate'];
    if (!isThere) throw new ConnectionUrlError(`the file that ${parameter} names holds no ${what} in PEM: ${file}`);
  }
}

function readNamed(parameter: FileParameter, file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new ConnectionUrlError(`the file that ${parameter} names cannot be read (${code}): ${file}`);
  }
}

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

function holdsCertificates(pem: string): boolean {
  const found = pem.match(CERTIFICATE) ?? [];
  return found.length > 0 && found.every((certificate) => isMade(() => new X509Certificate(certificate)));
}

const holdsKey = (pem: string): boolean => isMade(() => createPrivateKey(pem));

function isMade(make: () => unknown): boolean {
  try {
    make();
    return true;
  } catch {
    return false;
  }
}
