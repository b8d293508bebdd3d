import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { failpoint, toJsonInteger, type Clock, type Currency } from '@credit-ledger/kernel';
import { CLOCK, type Answer } from '@credit-ledger/nest-platform';
import { AccountNotFoundError } from '../credit-account/account-not-found.error.js';
import { AccountRepository } from '../credit-account/account-repository.js';
import { accountStream } from '../credit-account/account-stream.js';
import type { UnitPrice } from '../credit-account/domain/lot.js';
import {
  KeyedWrites,
  messageIdOf,
  metadataOf,
  type Appended,
  type KeyedWrite,
} from '../credit-account/keyed-writes.js';
import { GrantCredits, type GrantedCredits } from './grant-credits.command.js';

const ROUTE = 'POST /v1/organisations/:organisationId/admin-grants';

@CommandHandler(GrantCredits)
export class GrantCreditsHandler implements ICommandHandler<GrantCredits> {
  constructor(
    @Inject(AccountRepository) private readonly accounts: AccountRepository,
    @Inject(KeyedWrites) private readonly writes: KeyedWrites,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * The account knows the addition again, so a retry adds nothing.
   *
   * @throws AccountNotFoundError: credits for an organisation that nobody registered are most likely a typing error.
   * @throws IdempotencyKeyReusedError also when the key is older than the keys that are kept.
   */
  async execute(grant: GrantCredits): Promise<Answer<GrantedCredits>> {
    const { organisationId, credits, reason, metadata } = grant;
    const { state } = await this.accounts.load(accountStream(organisationId));
    if (state.openedIn === undefined) throw new AccountNotFoundError(organisationId);
    const { currency } = state.openedIn;
    const request = { organisationId, credits, reason };
    const write = { organisationId, route: ROUTE, key: metadata.idempotencyKey, request };
    const wasMade = state.additionIds.has(additionIdOf(write));
    const answer = await this.writes.once(write, wasMade, 201, () => this.addCredits(grant, write, currency));
    failpoint('ledger.grant-committed');
    return answer;
  }

  private async addCredits(
    { organisationId, credits, reason, metadata }: GrantCredits,
    write: KeyedWrite,
    currency: Currency,
  ): Promise<Appended<GrantedCredits>> {
    const additionId = additionIdOf(write);
    const { version } = await this.accounts.execute(accountStream(organisationId), {
      type: 'AddCredits',
      data: {
        additionId,
        source: 'ADMIN_GRANT',
        credits,
        unitPrice: '0' as UnitPrice,
        currency,
        addedAt: this.clock.now(),
        paymentId: undefined,
        orderId: undefined,
        gateway: undefined,
        reason,
      },
      metadata: metadataOf(write, metadata),
    });
    failpoint('ledger.grant-appended');
    return { version, body: { additionId, credits: toJsonInteger(credits) } };
  }
}

const additionIdOf = (write: KeyedWrite): string => `grant-${messageIdOf(write)}`;
