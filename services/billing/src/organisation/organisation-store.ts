import type { OrganisationId } from '@credit-ledger/kernel';
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { type EntityManager, Repository } from 'typeorm';
import { type Organisation, OrganisationNotFoundError } from './domain/organisation.js';
import { OrganisationEntity, organisationFromRow, organisationToRow } from './organisation.entity.js';

/** Organisations as rows. */
@Injectable()
export class OrganisationStore {
  constructor(@InjectRepository(OrganisationEntity) private readonly organisations: Repository<OrganisationEntity>) {}

  /** @throws OrganisationNotFoundError */
  async load(organisationId: OrganisationId): Promise<Organisation> {
    const row = await this.organisations.findOneBy({ organisationId });
    if (row === null) throw new OrganisationNotFoundError(organisationId);
    return organisationFromRow(row);
  }

  /**
   * Adds the organisation, unless its id is taken: then answers who has it. Of two registrations at the same time the
   * second waits for the first to commit.
   */
  async insertOrFind(
    manager: EntityManager,
    organisation: Organisation,
  ): Promise<{ inserted: boolean; there: Organisation }> {
    const { organisationId } = organisation;
    const result = await manager
      .createQueryBuilder()
      .insert()
      .into(OrganisationEntity)
      .values(organisationToRow(organisation))
      .orIgnore()
      .returning('organisation_id')
      .execute();
    const inserted: unknown = result.raw;
    if (Array.isArray(inserted) && inserted.length === 1) return { inserted: true, there: organisation };
    return {
      inserted: false,
      there: organisationFromRow(await manager.findOneByOrFail(OrganisationEntity, { organisationId })),
    };
  }
}
