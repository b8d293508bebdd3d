import { readFile } from 'node:fs/promises';
import { exportJWK, generateKeyPair, importJWK, SignJWT, type JWK } from 'jose';
import { writePrivately } from './write-privately.js';

/** What a token says of its bearer: either memberships or a role of the platform. */
export type TokenClaims = {
  /** Opaque actor id; never an e-mail address or a name. */
  readonly sub: string;
  readonly memberships?: Readonly<Record<string, 'admin' | 'operator'>>;
  readonly platformRole?: 'staff' | 'service';
  readonly lifetimeSeconds?: number;
};

/** Signs tokens with a local key, where no identity provider exists: on one machine and in specs. */
export interface TokenIssuer {
  /** A JSON Web Key Set for whoever verifies. */
  readonly publicKeys: { keys: JWK[] };
  issue(claims: TokenClaims): Promise<string>;
  /** Writes the private key, readable by its owner alone. */
  save(path: string): Promise<void>;
}

const ALGORITHM = 'EdDSA';
const ONE_HOUR_SECONDS = 3_600;

export async function createTokenIssuer(): Promise<TokenIssuer> {
  const { privateKey } = await generateKeyPair(ALGORITHM, { extractable: true });
  return issuerOf(await exportJWK(privateKey));
}

/** @throws when the file is missing or holds no private key. */
export async function loadTokenIssuer(path: string): Promise<TokenIssuer> {
  return issuerOf(JSON.parse(await readFile(path, 'utf8')) as JWK);
}

async function issuerOf(secret: JWK): Promise<TokenIssuer> {
  const key = await importJWK(secret, ALGORITHM);
  const { d: _secretPart, ...publicPart } = secret;
  const kid = publicPart.x ?? 'local';
  return {
    publicKeys: { keys: [{ ...publicPart, kid, alg: ALGORITHM, use: 'sig' }] },
    issue: ({ sub, lifetimeSeconds = ONE_HOUR_SECONDS, ...claims }) =>
      new SignJWT(claims)
        .setProtectedHeader({ alg: ALGORITHM, kid })
        .setSubject(sub)
        .setIssuedAt()
        .setExpirationTime(Math.floor(Date.now() / 1_000) + lifetimeSeconds)
        .sign(key),
    save: (path) => writePrivately(path, JSON.stringify(secret)),
  };
}
