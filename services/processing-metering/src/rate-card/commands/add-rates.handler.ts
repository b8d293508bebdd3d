import { failpoint, type Clock } from '@credit-ledger/kernel';
import type { RunInTransaction } from '@credit-ledger/messaging';
import { CLOCK, IdempotentWrites, type Answer } from '@credit-ledger/nest-platform';
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { MANAGER_TRANSACTIONS, type ManagerSession } from '../../database/manager-session.js';
import { OrganisationNotFoundError } from '../../organisations/organisation-not-found.error.js';
import { effectiveFromOf, type RateVersion } from '../domain/rate-version.js';
import { addRateVersion, lockRateVersions } from '../rate-versions.js';
import { AddRates } from './add-rates.command.js';

// No organisation's id: the rate card belongs to none.
const EVERYBODY = '*';

@CommandHandler(AddRates)
export class AddRatesHandler implements ICommandHandler<AddRates> {
  constructor(
    @Inject(MANAGER_TRANSACTIONS) private readonly transactions: RunInTransaction<ManagerSession>,
    @Inject(IdempotentWrites) private readonly writes: IdempotentWrites,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @throws RatesTooSoonError, OrganisationNotFoundError, IdempotencyKeyReusedError */
  async execute({ scope, data, metadata }: AddRates): Promise<Answer<RateVersion>> {
    const ofEverybody = scope === 'everybody';
    const write = {
      organisationId: ofEverybody ? EVERYBODY : scope,
      route: ofEverybody ? 'POST /v1/rate-cards' : 'POST /v1/organisations/:organisationId/rate-overrides',
      key: metadata.idempotencyKey,
      request: data,
    };
    const answer = await this.transactions((session) =>
      this.writes.run({ ...write, session }, async () => {
        if (!(await lockRateVersions(session, scope)) && !ofEverybody) throw new OrganisationNotFoundError(scope);
        const addedAt = this.clock.now();
        const effectiveFrom = effectiveFromOf(data.effectiveFrom, addedAt);
        const { rates, reason } = data;
        const version = { effectiveFrom, rates, addedAt, addedBy: metadata.actorId, reason };
        const added = await addRateVersion(session, scope, version);
        failpoint('rates.written');
        return { status: 201, body: added };
      }),
    );
    failpoint('rates.committed');
    return answer;
  }
}
