import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { failpoint, type Credits, type OrganisationId } from '@credit-ledger/kernel';
import type { Answer } from '@credit-ledger/nest-platform';
import { AccountNotFoundError } from '../credit-account/account-not-found.error.js';
import { AccountRepository } from '../credit-account/account-repository.js';
import { accountStream } from '../credit-account/account-stream.js';
import { KeyedWrites, metadataOf, type KeyedRequest } from '../credit-account/keyed-writes.js';
import { thresholdOf, type Threshold } from './threshold.js';

const ROUTE = 'PUT /v1/organisations/:organisationId/low-balance-threshold';

/** The balance at which the organisation wants to be told; undefined for the usual one. */
export class SetThreshold extends Command<Answer<Threshold>> {
  constructor(
    readonly organisationId: OrganisationId,
    readonly threshold: Credits | undefined,
    readonly metadata: KeyedRequest,
  ) {
    super();
  }
}

@CommandHandler(SetThreshold)
export class SetThresholdHandler implements ICommandHandler<SetThreshold> {
  constructor(
    @Inject(AccountRepository) private readonly accounts: AccountRepository,
    @Inject(KeyedWrites) private readonly writes: KeyedWrites,
  ) {}

  /**
   * Once per key; only a retry after a crash may set it again, which is what its sender wants.
   *
   * @throws AccountNotFoundError for an organisation that nobody registered.
   * @throws IdempotencyKeyReusedError
   */
  async execute({ organisationId, threshold, metadata }: SetThreshold): Promise<Answer<Threshold>> {
    const stream = accountStream(organisationId);
    const { state } = await this.accounts.load(stream);
    if (state.openedIn === undefined) throw new AccountNotFoundError(organisationId);
    const request = { organisationId, threshold: threshold ?? null };
    const write = { organisationId, route: ROUTE, key: metadata.idempotencyKey, request };
    const answer = await this.writes.once(write, false, 200, async () => {
      const data = { threshold };
      const command = { type: 'SetLowBalanceThreshold', data, metadata: metadataOf(write, metadata) } as const;
      const { version } = await this.accounts.execute(stream, command);
      failpoint('ledger.threshold-appended');
      const { lastPurchase } = (await this.accounts.load(stream)).state;
      return { version, body: thresholdOf({ lastPurchase, lowBalanceThresholdSet: threshold }) };
    });
    failpoint('ledger.threshold-committed');
    return answer;
  }
}
