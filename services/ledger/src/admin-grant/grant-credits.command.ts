import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { ActorId, Clock, Credits, OrganisationId } from '@credit-ledger/kernel';
import { CLOCK } from '@credit-ledger/nest-platform';
import { accountStream } from '../credit-account/account-stream.js';
import { AccountRepository } from '../credit-account/account-repository.js';
import type { UnitPrice } from '../credit-account/domain/lot.js';
import { AccountNotOpenError } from './account-not-open.error.js';

/** What the grant made. `version` is that of the account's stream. */
export type GrantedCredits = { readonly additionId: string; readonly version: number };

/** Staff gives an organisation credits, with a reason. Once per addition id, however often it is sent. */
export class GrantCredits extends Command<GrantedCredits> {
  constructor(
    readonly organisationId: OrganisationId,
    readonly additionId: string,
    readonly credits: Credits,
    readonly reason: string,
    readonly actor: ActorId,
    readonly correlationId: string,
  ) {
    super();
  }
}

/** Where the grant came from; a request over HTTP has no sequence. */
const SOURCE = 'ledger-http';

@CommandHandler(GrantCredits)
export class GrantCreditsHandler implements ICommandHandler<GrantCredits> {
  constructor(
    @Inject(AccountRepository) private readonly accounts: AccountRepository,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @throws AccountNotOpenError: credits for an organisation that nobody registered are most likely a typing error. */
  async execute({
    organisationId,
    additionId,
    credits,
    reason,
    actor,
    correlationId,
  }: GrantCredits): Promise<GrantedCredits> {
    const stream = accountStream(organisationId);
    const { state } = await this.accounts.load(stream);
    if (state.openedIn === undefined) throw new AccountNotOpenError(organisationId);
    const { version } = await this.accounts.execute(stream, {
      type: 'AddCredits',
      data: {
        additionId,
        source: 'ADMIN_GRANT',
        credits,
        unitPrice: '0' as UnitPrice,
        currency: state.openedIn.currency,
        addedAt: this.clock.now(),
        paymentId: undefined,
        orderId: undefined,
        gateway: undefined,
        reason,
      },
      metadata: {
        messageId: additionId,
        correlationId,
        causationId: additionId,
        actor,
        source: SOURCE,
        sequence: undefined,
      },
    });
    return { additionId, version };
  }
}
