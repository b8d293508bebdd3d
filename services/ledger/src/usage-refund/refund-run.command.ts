import type { Credits, OrganisationId, RunId } from '@credit-ledger/kernel';
import type { Answer } from '@credit-ledger/nest-platform';
import { Command } from '@nestjs/cqrs';
import type { KeyedRequest } from '../credit-account/keyed-writes.js';

/** What is sent back to whoever refunded. credits = forgiven + all lots. */
export type RefundedRun = {
  readonly refundId: string;
  readonly runId: RunId;
  readonly credits: number;
  readonly forgiven: number;
  readonly lots: readonly RefundedLot[];
};
export type RefundedLot = {
  readonly lotId: string;
  readonly sourceLotId: string;
  readonly credits: number;
  readonly unitPrice: string;
  readonly currency: string;
};

/** Staff gives back credits that a run was charged, with a reason. Once per key, however often it is sent. */
export class RefundRun extends Command<Answer<RefundedRun>> {
  constructor(
    readonly organisationId: OrganisationId,
    readonly runId: RunId,
    readonly credits: Credits,
    readonly reason: string,
    readonly metadata: KeyedRequest,
  ) {
    super();
  }
}
