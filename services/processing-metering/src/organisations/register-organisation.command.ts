import type { Instant, OrganisationId } from '@credit-ledger/kernel';
import type { SqlSession } from '@credit-ledger/messaging';
import { Command } from '@nestjs/cqrs';
import type { TimeZone } from './time-zone.js';

/** Makes an organisation known, in the transaction that receives the message about it. */
export class RegisterOrganisation extends Command<void> {
  constructor(
    readonly session: SqlSession,
    readonly organisation: {
      readonly organisationId: OrganisationId;
      readonly timeZone: TimeZone;
      readonly registeredAt: Instant;
    },
  ) {
    super();
  }
}
