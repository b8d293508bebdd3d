import { billing } from '@credit-ledger/contracts';
import { parseInstant, parseOrganisationId } from '@credit-ledger/kernel';
import { route, type MessageRoute } from '@credit-ledger/messaging';
import type { CommandBus } from '@nestjs/cqrs';
import type { FactSession } from '../../balances/balance-batch.js';
import { RegisterOrganisation } from '../../organisations/register-organisation.command.js';
import { parseTimeZone } from '../../organisations/time-zone.js';

/** Of what billing tells, metering needs the organisations. */
export const billingRoutes = (commands: CommandBus): readonly MessageRoute<FactSession>[] => [
  route(billing.OrganisationRegisteredSchema, async (message, _, session: FactSession) => {
    const organisation = {
      organisationId: parseOrganisationId(message.organisationId),
      timeZone: parseTimeZone(message.timeZone),
      registeredAt: parseInstant(message.registeredAt, 'registeredAt'),
    };
    await commands.execute(new RegisterOrganisation(session, organisation));
  }),
];
