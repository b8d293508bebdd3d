import { InvalidValueError, parseOrganisationId, type OrganisationId } from '@credit-ledger/kernel';

/** Names one message of one source. A reader that waits for it sees the writer's own effect. */
export type ConsistencyMark = {
  readonly source: string;
  readonly organisationId: OrganisationId;
  readonly sequence: bigint;
};

/** The value of the `Consistency-Token` header that answers a write, and of `after=` on a read. */
export const consistencyToken = (source: string, organisationId: OrganisationId, sequence: bigint): string =>
  `${source}:${organisationId}:${sequence}`;

/** @throws InvalidValueError */
export function parseConsistencyToken(value: unknown, field = 'after'): ConsistencyMark {
  const match = typeof value === 'string' ? /^([a-z][a-z-]{0,30}#[1-9]\d{0,8}):([^:]+):(\d{1,18})$/.exec(value) : null;
  if (match === null) throw new InvalidValueError(field, 'must be a consistency token as a write answered it');
  const [, source = '', organisationId, sequence = ''] = match;
  return { source, organisationId: parseOrganisationId(organisationId, field), sequence: BigInt(sequence) };
}
