import type { OrganisationId, RunId } from '@credit-ledger/kernel';
import { Command } from '@nestjs/cqrs';
import type { ManagerSession } from '../../database/manager-session.js';
import type { HoldFact } from '../domain/apply-hold-fact.js';

/** Lets a run follow what the ledger said about its hold, in the transaction that receives the message. */
export class FollowHold extends Command<void> {
  constructor(
    readonly session: ManagerSession,
    readonly organisationId: OrganisationId,
    readonly runId: RunId,
    readonly fact: HoldFact,
    readonly correlationId: string,
  ) {
    super();
  }
}
