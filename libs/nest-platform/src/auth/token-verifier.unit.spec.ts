import { beforeAll, describe, expect, it } from '@jest/globals';
import { createTokenIssuer, type TokenClaims, type TokenIssuer } from '@credit-ledger/provisioning';
import { createLocalJWKSet, exportJWK, generateKeyPair, SignJWT, UnsecuredJWT, type JWTVerifyGetKey } from 'jose';
import { TokenVerifier } from './token-verifier.js';

let issuer: TokenIssuer;
let verifier: TokenVerifier;

beforeAll(async () => {
  issuer = await createTokenIssuer();
  verifier = new TokenVerifier({ keys: createLocalJWKSet(issuer.publicKeys) });
});

describe('a token is accepted', () => {
  it('with memberships, and gives the role per organisation', async () => {
    const caller = await verifier.verify(
      await issuer.issue({ sub: 'ann', memberships: { acme: 'admin', globex: 'operator' } }),
    );
    expect(caller.actorId).toBe('ann');
    expect([caller.roleIn('acme'), caller.roleIn('globex'), caller.roleIn('other')]).toEqual([
      'admin',
      'operator',
      undefined,
    ]);
  });

  it('with a role of the platform, which counts everywhere', async () => {
    const caller = await verifier.verify(await issuer.issue({ sub: 'sam', platformRole: 'staff' }));
    expect(caller.roleIn('any')).toBe('staff');
  });
});

describe('a token is refused', () => {
  it.each<[string, object]>([
    ['with a role that does not exist', { sub: 'x', memberships: { acme: 'owner' } }],
    ['with a platform role that does not exist', { sub: 'x', platformRole: 'root' }],
    ['with both kinds of roles', { sub: 'x', memberships: {}, platformRole: 'staff' }],
    ['with memberships that are a list', { sub: 'x', memberships: ['acme'] }],
    ['for an actor that is no opaque id', { sub: 'ann smith' }],
  ])('%s', async (_, claims) => {
    const token = await issuer.issue(claims as TokenClaims);
    await expect(verifier.verify(token)).rejects.toMatchObject({ code: 'auth.token_invalid' });
  });

  it('when somebody else signed it', async () => {
    const stranger = await createTokenIssuer();
    const token = await stranger.issue({ sub: 'eve', platformRole: 'staff' });
    await expect(verifier.verify(token)).rejects.toMatchObject({ code: 'auth.token_invalid' });
  });

  it('when it is not signed at all', async () => {
    const token = new UnsecuredJWT({ platformRole: 'staff' }).setSubject('eve').setExpirationTime('1h').encode();
    await expect(verifier.verify(token)).rejects.toMatchObject({ code: 'auth.token_invalid' });
  });

  it('when it is signed with a shared secret that is the public key', async () => {
    const { publicKey } = await generateKeyPair('EdDSA', { extractable: true });
    const secret = new TextEncoder().encode(JSON.stringify(await exportJWK(publicKey)));
    const token = await new SignJWT({ platformRole: 'staff' })
      .setProtectedHeader({ alg: 'HS256' })
      .setSubject('eve')
      .setExpirationTime('1h')
      .sign(secret);
    await expect(verifier.verify(token)).rejects.toMatchObject({ code: 'auth.token_invalid' });
  });

  it('when it has expired', async () => {
    const token = await issuer.issue({ sub: 'ann', lifetimeSeconds: -1 });
    await expect(verifier.verify(token)).rejects.toMatchObject({ code: 'auth.token_expired' });
  });
});

describe('an accepted token is remembered', () => {
  it('so that its signature is checked once, but never beyond its expiry', async () => {
    let nowMs = Date.now();
    let lookedUp = 0;
    const local = createLocalJWKSet(issuer.publicKeys);
    const keys: JWTVerifyGetKey = (...args) => {
      lookedUp += 1;
      return local(...args);
    };
    const remembering = new TokenVerifier({ keys, nowMs: () => nowMs });
    const token = await issuer.issue({ sub: 'ann', lifetimeSeconds: 30 });
    await remembering.verify(token);
    await remembering.verify(token);
    expect(lookedUp).toBe(1);
    nowMs += 31_000;
    await expect(remembering.verify(token)).rejects.toMatchObject({ code: 'auth.token_expired' });
  });

  it('for a minute at most, so that a withdrawn key stops working', async () => {
    let nowMs = Date.now();
    let trusted = true;
    const local = createLocalJWKSet(issuer.publicKeys);
    const none = createLocalJWKSet({ keys: [] });
    const keys: JWTVerifyGetKey = (...args) => (trusted ? local : none)(...args);
    const remembering = new TokenVerifier({ keys, nowMs: () => nowMs });
    const token = await issuer.issue({ sub: 'ann', lifetimeSeconds: 3_600 });
    await remembering.verify(token);
    trusted = false;
    nowMs += 61_000;
    await expect(remembering.verify(token)).rejects.toMatchObject({ code: 'auth.token_invalid' });
  });
});
