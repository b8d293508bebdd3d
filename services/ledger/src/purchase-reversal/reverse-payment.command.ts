import type { Credits, OrganisationId } from '@credit-ledger/kernel';
import type { Answer } from '@credit-ledger/nest-platform';
import { Command } from '@nestjs/cqrs';
import type { KeyedRequest } from '../credit-account/keyed-writes.js';

/** What is sent back to whoever reversed. credits = all removals + owed. */
export type ReversedPayment = {
  readonly reversalId: string;
  readonly paymentId: string;
  readonly credits: number;
  readonly removals: readonly { readonly lotId: string; readonly credits: number }[];
  readonly owed: number;
};

/** Staff takes back credits that a payment bought, with a reason. Once per key, however often it is sent. */
export class ReversePayment extends Command<Answer<ReversedPayment>> {
  constructor(
    readonly organisationId: OrganisationId,
    readonly paymentId: string,
    readonly credits: Credits,
    readonly reason: string,
    /** Also what is spent or held already. */
    readonly forced: boolean,
    readonly metadata: KeyedRequest,
  ) {
    super();
  }
}
