import type { TokenIssuer } from './token-issuer.js';

export const TOKEN_ROLES = ['admin', 'operator', 'staff', 'service'] as const;

export type TokenRole = (typeof TOKEN_ROLES)[number];

export const DEMO_ORGANISATION = 'demo';
export const THIRTY_DAYS_SECONDS = 30 * 24 * 60 * 60;

/** A token of somebody with that role: a member of the organisation, or one of the platform's own. */
export function tokenFor(
  issuer: TokenIssuer,
  role: TokenRole,
  organisationId = DEMO_ORGANISATION,
  lifetimeSeconds = THIRTY_DAYS_SECONDS,
): Promise<string> {
  const actor = { sub: `local-${role}`, lifetimeSeconds };
  switch (role) {
    case 'admin':
    case 'operator':
      return issuer.issue({ ...actor, memberships: { [organisationId]: role } });
    case 'staff':
    case 'service':
      return issuer.issue({ ...actor, platformRole: role });
  }
}
