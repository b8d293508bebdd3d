import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Pool } from 'pg';
import { v5 as uuidv5 } from 'uuid';
import { failpoint, toJsonInteger, type Clock, type Currency } from '@credit-ledger/kernel';
import { consistencyToken, inTransaction } from '@credit-ledger/messaging';
import {
  CLOCK,
  CONSISTENCY_TOKEN_HEADER,
  IdempotencyKeyReusedError,
  IdempotentWrites,
  PG_POOL,
  type Answer,
} from '@credit-ledger/nest-platform';
import { AccountNotFoundError } from '../credit-account/account-not-found.error.js';
import { AccountRepository } from '../credit-account/account-repository.js';
import { accountStream } from '../credit-account/account-stream.js';
import type { UnitPrice } from '../credit-account/domain/lot.js';
import { LEDGER_SOURCE } from '../ledger-source.js';
import { GrantCredits, type GrantedCredits } from './grant-credits.command.js';

const ROUTE = 'POST /v1/organisations/:organisationId/admin-grants';
// Grants are known again by a name made of what the caller chose; any fixed UUID does as the name space.
const NAMESPACE = 'b7b1f3d4-5a52-4f0e-9d59-6f2a1c1f7c11';

// Where the grant came from. It has no epoch, because it numbers nothing that a backup could set back.
const SOURCE = 'ledger-http';

@CommandHandler(GrantCredits)
export class GrantCreditsHandler implements ICommandHandler<GrantCredits> {
  constructor(
    @Inject(AccountRepository) private readonly accounts: AccountRepository,
    @Inject(IdempotentWrites) private readonly writes: IdempotentWrites,
    @Inject(PG_POOL) private readonly pool: Pool,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LEDGER_SOURCE) private readonly source: string,
  ) {}

  /**
   * The key is kept before the event is appended, and its answer after it: a process that dies in between leaves a key that
   * says what was wanted, and the retry is told apart from another wish. The account knows the addition again.
   *
   * @throws AccountNotFoundError: credits for an organisation that nobody registered are most likely a typing error.
   * @throws IdempotencyKeyReusedError also when the key is older than the keys that are kept.
   */
  async execute(grant: GrantCredits): Promise<Answer<GrantedCredits>> {
    const { organisationId, credits, reason, metadata } = grant;
    const key = metadata.idempotencyKey;
    const { state } = await this.accounts.load(accountStream(organisationId));
    if (state.openedIn === undefined) throw new AccountNotFoundError(organisationId);
    const { currency } = state.openedIn;
    const messageId = uuidv5(`${organisationId} ${ROUTE} ${key}`, NAMESPACE);
    const wasMade = state.additionIds.has(additionIdOf(messageId));
    const write = { organisationId, route: ROUTE, key, request: { organisationId, credits, reason } };
    await inTransaction(this.pool, async (session) => {
      const isNew = await this.writes.reserve({ session, ...write });
      // Nothing is added without a kept key, so this one was kept once, and nobody knows any more what for.
      if (isNew && wasMade) throw new IdempotencyKeyReusedError();
    });
    const answer = await inTransaction(this.pool, (session) =>
      this.writes.run({ session, ...write }, () => this.addCredits(grant, messageId, currency)),
    );
    failpoint('ledger.grant-committed');
    return answer;
  }

  private async addCredits(
    { organisationId, credits, reason, metadata }: GrantCredits,
    messageId: string,
    currency: Currency,
  ): Promise<Answer<GrantedCredits>> {
    const { actor, correlationId } = metadata;
    const additionId = additionIdOf(messageId);
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
      metadata: { messageId, correlationId, causationId: correlationId, actor, source: SOURCE, sequence: undefined },
    });
    failpoint('ledger.grant-appended');
    return {
      status: 201,
      headers: { [CONSISTENCY_TOKEN_HEADER]: consistencyToken(this.source, organisationId, BigInt(version)) },
      body: { additionId, credits: toJsonInteger(credits) },
    };
  }
}

const additionIdOf = (messageId: string): string => `grant-${messageId}`;
