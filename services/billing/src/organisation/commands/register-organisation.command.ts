import type { OrganisationId } from '@credit-ledger/kernel';
import type { Answer } from '@credit-ledger/nest-platform';
import { Command } from '@nestjs/cqrs';
import type { WriteMetadata } from '../../http/write-metadata.js';
import type { Region } from '../domain/region.js';
import type { OrganisationResponse } from '../http/organisation.response.js';

export type RegisterOrganisationData = {
  readonly organisationId: OrganisationId;
  readonly name: string | undefined;
  readonly region: Region;
};

/** Registers an organisation and gives it its trial credits. */
export class RegisterOrganisation extends Command<Answer<OrganisationResponse>> {
  constructor(
    readonly data: RegisterOrganisationData,
    readonly metadata: WriteMetadata,
  ) {
    super();
  }
}
