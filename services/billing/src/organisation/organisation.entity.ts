import { parseActorId, parseCurrency, parseOrganisationId, type Instant } from '@credit-ledger/kernel';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { instantColumn, optionalTextColumn, textColumn } from '@credit-ledger/nest-platform';
import type { Organisation, Plan } from './domain/organisation.js';
import { parseRegion, type TimeZone } from './domain/region.js';

/** One registered organisation. Only its plan ever changes. */
@Entity('organisations')
export class OrganisationEntity {
  @PrimaryColumn(textColumn('organisation_id'))
  organisationId!: string;

  @Column(optionalTextColumn('name'))
  name!: string | null;

  @Column(textColumn('region'))
  region!: string;

  @Column(textColumn('currency'))
  currency!: string;

  @Column(textColumn('time_zone'))
  timeZone!: string;

  @Column(textColumn('plan'))
  plan!: Plan;

  @Column(instantColumn('registered_at'))
  registeredAt!: Instant;

  @Column(textColumn('registered_by'))
  registeredBy!: string;
}

export const organisationFromRow = (row: OrganisationEntity): Organisation => ({
  organisationId: parseOrganisationId(row.organisationId),
  name: row.name ?? undefined,
  region: parseRegion(row.region),
  currency: parseCurrency(row.currency),
  timeZone: row.timeZone as TimeZone,
  plan: row.plan,
  registeredAt: row.registeredAt,
  registeredBy: parseActorId(row.registeredBy),
});

export const organisationToRow = ({ name, ...organisation }: Organisation): OrganisationEntity => ({
  ...organisation,
  name: name ?? null,
});
