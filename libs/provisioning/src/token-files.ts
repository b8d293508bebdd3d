import { existsSync } from 'node:fs';
import { createTokenIssuer, loadTokenIssuer, type TokenIssuer } from './token-issuer.js';
import { writePrivately } from './write-privately.js';

export type TokenFiles = {
  /** Signs; whoever can read it can be anybody. */
  readonly signingKeyFile: string;
  /** Verifies: a JSON Web Key Set, what JWT_PUBLIC_KEYS names. */
  readonly publicKeysFile: string;
};

/** The issuer of an installation. Its key is made once and stays, so that tokens outlive a restart. */
export async function loadOrCreateTokenIssuer({ signingKeyFile, publicKeysFile }: TokenFiles): Promise<TokenIssuer> {
  const issuer = existsSync(signingKeyFile) ? await loadTokenIssuer(signingKeyFile) : await createTokenIssuer();
  if (!existsSync(signingKeyFile)) await issuer.save(signingKeyFile);
  await writePrivately(publicKeysFile, JSON.stringify(issuer.publicKeys));
  return issuer;
}
