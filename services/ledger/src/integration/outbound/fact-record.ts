import { parseInstant, type OrganisationId } from '@credit-ledger/kernel';
import { TOPICS, toRecord, type OutgoingRecord } from '@credit-ledger/messaging';
import type { Fact } from './account-facts.js';

/** The event that a fact tells of. */
export type FactOrigin = {
  readonly organisationId: OrganisationId;
  /** Of the account's stream. It is the fact's sequence, by which consumers drop what they have heard. */
  readonly version: number;
  readonly recordedAt: string;
  readonly correlationId: string;
  /** The message that led to the event. */
  readonly causationId: string;
};

/** @param source the ledger and its epoch, `ledger#1`. */
export const factRecord = (source: string, origin: FactOrigin, { type, payload }: Fact): OutgoingRecord =>
  toRecord(
    TOPICS.ledger,
    {
      id: `${origin.organisationId}-${origin.version}`,
      type,
      source,
      time: parseInstant(origin.recordedAt),
      organisationId: origin.organisationId,
      sequence: BigInt(origin.version),
      correlationId: origin.correlationId,
      causationId: origin.causationId,
    },
    payload,
  );
