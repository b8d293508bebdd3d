import type { Credits, OrganisationId } from '@credit-ledger/kernel';
import type { Answer } from '@credit-ledger/nest-platform';
import { Command } from '@nestjs/cqrs';
import type { KeyedRequest } from '../credit-account/keyed-writes.js';

/** What is sent back to whoever granted. */
export type GrantedCredits = { readonly additionId: string; readonly credits: number };

/** Staff gives an organisation credits, with a reason. Once per key, however often it is sent. */
export class GrantCredits extends Command<Answer<GrantedCredits>> {
  constructor(
    readonly organisationId: OrganisationId,
    readonly credits: Credits,
    readonly reason: string,
    readonly metadata: KeyedRequest,
  ) {
    super();
  }
}
