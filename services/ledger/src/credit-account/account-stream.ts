import { invariant, parseOrganisationId, type OrganisationId } from '@credit-ledger/kernel';
import type { StreamId } from '@credit-ledger/event-sourcing';

/** What the streams of credit accounts begin with, and no other. */
export const ACCOUNT_STREAM_PREFIX = 'creditAccount-';

/** The stream that holds everything that ever happened to the organisation's credits. */
export const accountStream = (organisationId: OrganisationId): StreamId =>
  `${ACCOUNT_STREAM_PREFIX}${organisationId}` as StreamId;

/** @throws InvariantViolation for a stream of anything else. */
export function organisationOf(stream: StreamId): OrganisationId {
  invariant(stream.startsWith(ACCOUNT_STREAM_PREFIX), `${stream} is not the stream of a credit account`);
  return parseOrganisationId(stream.slice(ACCOUNT_STREAM_PREFIX.length));
}
