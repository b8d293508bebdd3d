import { type Clock, credits, failpoint, invariant } from '@credit-ledger/kernel';
import { consistencyToken, Outbox } from '@credit-ledger/messaging';
import {
  type Answer,
  CLOCK,
  CONSISTENCY_TOKEN_HEADER,
  IdempotentWrites,
  sessionOfManager,
} from '@credit-ledger/nest-platform';
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { DataSource, type EntityManager } from 'typeorm';
import { BILLING_CONFIG, type BillingConfig } from '../../billing.config.js';
import { organisationRegistered, trialCreditsGranted } from '../../integration/outbound/billing-facts.js';
import {
  isSameRegistration,
  type Organisation,
  OrganisationAlreadyRegisteredError,
  register,
} from '../domain/organisation.js';
import { settingsOf } from '../domain/region.js';
import { type OrganisationResponse, toOrganisationResponse } from '../http/organisation.response.js';
import { OrganisationStore } from '../organisation-store.js';
import { RegisterOrganisation } from './register-organisation.command.js';

@CommandHandler(RegisterOrganisation)
export class RegisterOrganisationHandler implements ICommandHandler<RegisterOrganisation> {
  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(IdempotentWrites) private readonly writes: IdempotentWrites,
    @Inject(OrganisationStore) private readonly organisations: OrganisationStore,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(BILLING_CONFIG) private readonly config: BillingConfig,
  ) {}

  /** @throws OrganisationAlreadyRegisteredError | IdempotencyKeyReusedError */
  async execute({ data, metadata }: RegisterOrganisation): Promise<Answer<OrganisationResponse>> {
    const registration = { ...data, registeredAt: this.clock.now(), registeredBy: metadata.actor };
    const organisation = register(registration, settingsOf(data.region, this.config.REGIONS));
    const answer = await this.dataSource.transaction((manager) => {
      const write = {
        session: sessionOfManager(manager),
        organisationId: data.organisationId,
        route: 'POST /v1/organisations',
        key: metadata.idempotencyKey,
        request: data,
      };
      return this.writes.run(write, () => this.registerOnce(manager, organisation, metadata.correlationId));
    });
    failpoint('billing.registration-committed');
    return answer;
  }

  private async registerOnce(manager: EntityManager, organisation: Organisation, correlationId: string) {
    const { inserted, there } = await this.organisations.insertOrFind(manager, organisation);
    if (!inserted) {
      if (!isSameRegistration(there, organisation)) throw new OrganisationAlreadyRegisteredError(there.organisationId);
      return { status: 200, body: toOrganisationResponse(there) };
    }
    const token = await this.tell(manager, organisation, correlationId);
    return { status: 201, headers: { [CONSISTENCY_TOKEN_HEADER]: token }, body: toOrganisationResponse(organisation) };
  }

  // The grant is the last thing said, so the ledger has opened the account and added the credits once it has this mark.
  private async tell(manager: EntityManager, organisation: Organisation, correlationId: string): Promise<string> {
    const cause = { correlationId, causationId: correlationId, time: organisation.registeredAt };
    const [, grant] = await this.outbox.append(sessionOfManager(manager), [
      organisationRegistered(organisation, cause),
      trialCreditsGranted(organisation, credits(BigInt(this.config.FREE_CREDITS)), cause),
    ]);
    invariant(grant !== undefined, 'a message that was appended has a sequence');
    return consistencyToken(this.outbox.source, organisation.organisationId, grant.sequence);
  }
}
