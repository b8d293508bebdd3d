import type { Instant, OrganisationId } from '@credit-ledger/kernel';
import type { SqlSession } from '@credit-ledger/messaging';
import { Command } from '@nestjs/cqrs';

export type CreditsAddedData = {
  readonly organisationId: OrganisationId;
  /** A payment id, when the credits were bought. */
  readonly additionId: string;
  readonly addedAt: Instant;
};

/** Notes that the ledger has added the credits of a payment, in the transaction that takes the message. */
export class NoteCreditsAdded extends Command<void> {
  constructor(
    readonly session: SqlSession,
    readonly data: CreditsAddedData,
  ) {
    super();
  }
}
