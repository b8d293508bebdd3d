import type { OrganisationId } from '@credit-ledger/kernel';
import { Query } from '@nestjs/cqrs';
import type { Organisation } from '../domain/organisation.js';

export class GetOrganisation extends Query<Organisation> {
  constructor(readonly organisationId: OrganisationId) {
    super();
  }
}
