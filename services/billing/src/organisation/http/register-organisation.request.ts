import { parseOrganisationId } from '@credit-ledger/kernel';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString, Length, Matches } from 'class-validator';
import type { RegisterOrganisationData } from '../commands/register-organisation.command.js';
import { parseRegion } from '../domain/region.js';

export class RegisterOrganisationRequest {
  @ApiProperty({ example: 'acme', description: '1 to 64 letters, digits, "_" or "-". Chosen by the caller, for ever.' })
  @IsString()
  readonly organisationId!: string;

  @ApiPropertyOptional({ example: 'Acme Marathons', description: 'Shown to people; never part of a fact.' })
  @IsOptional()
  @IsString()
  @Length(1, 200)
  // PostgreSQL has no NUL in text, and a name has no line breaks.
  @Matches(/^\P{Cc}*$/u, { message: 'name must not contain control characters' })
  readonly name?: string;

  @ApiProperty({ example: 'IN', description: 'ISO 3166 alpha-2. Decides currency and time zone.' })
  @IsString()
  readonly region!: string;
}

/** @throws InvalidValueError */
export const toRegistration = ({
  organisationId,
  name,
  region,
}: RegisterOrganisationRequest): RegisterOrganisationData => ({
  organisationId: parseOrganisationId(organisationId),
  name: name ?? undefined,
  region: parseRegion(region),
});
