import { readFileSync } from 'node:fs';
import { createLocalJWKSet, createRemoteJWKSet, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';

/** Injects how the public key of a token is found. */
export const VERIFICATION_KEYS = Symbol('VERIFICATION_KEYS');

/**
 * @param source the URL of a JSON Web Key Set, fetched when first needed and again when an unknown key id turns up; or the
 *   path of a file with one, read now.
 * @throws Error when the file is missing or not a key set.
 */
export function verificationKeys(source: string): JWTVerifyGetKey {
  if (/^https?:\/\//.test(source)) return createRemoteJWKSet(new URL(source), { timeoutDuration: 5_000 });
  try {
    return createLocalJWKSet(JSON.parse(readFileSync(source, 'utf8')) as JSONWebKeySet);
  } catch (cause) {
    throw new Error(`JWT_PUBLIC_KEYS: ${source} is not a JSON Web Key Set`, { cause });
  }
}
