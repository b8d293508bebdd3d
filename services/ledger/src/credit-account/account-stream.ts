import { invariant, parseOrganisationId, type OrganisationId } from '@credit-ledger/kernel';
import type { StreamId } from '@credit-ledger/event-sourcing';

const PREFIX = 'creditAccount-';

/** The stream that holds everything that ever happened to the organisation's credits. */
export const accountStream = (organisationId: OrganisationId): StreamId => `${PREFIX}${organisationId}` as StreamId;

/** @throws InvariantViolation for a stream of anything else. */
export function organisationOf(stream: StreamId): OrganisationId {
  invariant(stream.startsWith(PREFIX), `${stream} is not the stream of a credit account`);
  return parseOrganisationId(stream.slice(PREFIX.length));
}
