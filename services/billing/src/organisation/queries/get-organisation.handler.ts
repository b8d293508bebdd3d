import { Inject } from '@nestjs/common';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import type { Organisation } from '../domain/organisation.js';
import { OrganisationStore } from '../organisation-store.js';
import { GetOrganisation } from './get-organisation.query.js';

@QueryHandler(GetOrganisation)
export class GetOrganisationHandler implements IQueryHandler<GetOrganisation> {
  constructor(@Inject(OrganisationStore) private readonly organisations: OrganisationStore) {}

  /** @throws OrganisationNotFoundError */
  execute({ organisationId }: GetOrganisation): Promise<Organisation> {
    return this.organisations.load(organisationId);
  }
}
