import type { OrganisationId } from '@credit-ledger/kernel';
import type { EventMetadata, Position, StoredEvent } from '@credit-ledger/event-sourcing';
import { creditAccountEventCodec } from '../credit-account/credit-account.event-codec.js';
import type { CreditAccountEvent } from '../credit-account/domain/credit-account.events.js';
import { organisationOf } from '../credit-account/account-stream.js';

/** A stored event of an account as projections read it. */
export type AccountRecord = {
  readonly organisationId: OrganisationId;
  readonly version: number;
  readonly position: Position;
  readonly event: CreditAccountEvent;
  readonly metadata: EventMetadata;
};

/** @throws InvariantViolation for an event this release cannot read: it stops the projection, it is never skipped. */
export const toAccountRecord = (stored: StoredEvent): AccountRecord => ({
  organisationId: organisationOf(stored.streamId),
  version: stored.version,
  position: stored.position,
  event: creditAccountEventCodec.decode(stored),
  metadata: stored.metadata,
});
