import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { EventStore } from '@credit-ledger/event-sourcing';
import type { ActorId, Clock, Credits, OrganisationId } from '@credit-ledger/kernel';
import { CLOCK, IdempotencyKeyReusedError } from '@credit-ledger/nest-platform';
import { AccountNotFoundError } from '../credit-account/account-not-found.error.js';
import { accountStream } from '../credit-account/account-stream.js';
import { AccountRepository } from '../credit-account/account-repository.js';
import type { UnitPrice } from '../credit-account/domain/lot.js';
import { EVENT_STORE } from '../event-store-by-url.js';
import { findAddition } from './find-addition.js';

/** What the grant made. `version` is a version of the account's stream that has it. */
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
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * @throws AccountNotFoundError: credits for an organisation that nobody registered are most likely a typing error.
   * @throws IdempotencyKeyReusedError when the addition was made before with other credits or another reason.
   */
  async execute(grant: GrantCredits): Promise<GrantedCredits> {
    const { organisationId, additionId, credits, reason, actor, correlationId } = grant;
    const stream = accountStream(organisationId);
    const { state } = await this.accounts.load(stream);
    if (state.openedIn === undefined) throw new AccountNotFoundError(organisationId);
    const { events, version } = await this.accounts.execute(stream, {
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
    if (!events.some(({ type }) => type === 'CreditsAdded')) await this.assertSame(grant);
    return { additionId, version };
  }

  /** A process that died between the grant and its answer, or a key older than the keys that are kept. */
  private async assertSame({ organisationId, additionId, credits, reason }: GrantCredits): Promise<void> {
    const made = await findAddition(this.store, accountStream(organisationId), additionId);
    if (made?.credits !== credits || made.reason !== reason) throw new IdempotencyKeyReusedError();
  }
}
