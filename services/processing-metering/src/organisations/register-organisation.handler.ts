import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { RegisterOrganisation } from './register-organisation.command.js';

// The first registration counts: a zone that changed later would move charges into other months.
const SQL = `
INSERT INTO organisations (organisation_id, time_zone, registered_at) VALUES ($1, $2, $3::timestamptz)
ON CONFLICT (organisation_id) DO NOTHING`;

@CommandHandler(RegisterOrganisation)
export class RegisterOrganisationHandler implements ICommandHandler<RegisterOrganisation> {
  async execute({ session, organisation }: RegisterOrganisation): Promise<void> {
    const { organisationId, timeZone, registeredAt } = organisation;
    await session.query(SQL, [organisationId, timeZone, registeredAt]);
  }
}
