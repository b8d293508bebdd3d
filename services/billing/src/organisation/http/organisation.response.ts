import { ApiProperty } from '@nestjs/swagger';
import type { Organisation } from '../domain/organisation.js';

export class OrganisationResponse {
  @ApiProperty({ example: 'acme' })
  readonly organisationId!: string;

  @ApiProperty({ example: 'Acme Marathons', type: String, nullable: true })
  readonly name!: string | null;

  @ApiProperty({ example: 'trial', enum: ['trial', 'payg', 'pro', 'enterprise'] })
  readonly plan!: string;

  @ApiProperty({ example: 'IN' })
  readonly region!: string;

  @ApiProperty({ example: 'INR' })
  readonly currency!: string;

  @ApiProperty({ example: 'Asia/Kolkata', description: 'Months are counted in it.' })
  readonly timeZone!: string;

  @ApiProperty({ example: '2026-11-21T09:30:00.000Z' })
  readonly registeredAt!: string;
}

export const toOrganisationResponse = (organisation: Organisation): OrganisationResponse => ({
  organisationId: organisation.organisationId,
  name: organisation.name ?? null,
  plan: organisation.plan,
  region: organisation.region,
  currency: organisation.currency,
  timeZone: organisation.timeZone,
  registeredAt: organisation.registeredAt,
});
