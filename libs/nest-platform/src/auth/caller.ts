import type { ActorId, OrganisationId } from '@credit-ledger/kernel';

export type MemberRole = 'admin' | 'operator';
export type PlatformRole = 'staff' | 'service';
export type Role = MemberRole | PlatformRole;

export const isMemberRole = (role: unknown): role is MemberRole => role === 'admin' || role === 'operator';
export const isPlatformRole = (role: unknown): role is PlatformRole => role === 'staff' || role === 'service';

/** Who sent a request, as its verified token says. A person is admin or operator per organisation. */
export class CallerIdentity {
  constructor(
    readonly actorId: ActorId,
    readonly platformRole: PlatformRole | undefined,
    private readonly memberships: ReadonlyMap<string, MemberRole>,
    /** When the token expires: what outlives a request, such as a stream, has to end by then. */
    readonly expiresAtMs: number,
  ) {}

  /** The role that counts for this organisation: the platform's, else the membership, else none. */
  roleIn(organisationId: OrganisationId | string): Role | undefined {
    return this.platformRole ?? this.memberships.get(organisationId);
  }
}
