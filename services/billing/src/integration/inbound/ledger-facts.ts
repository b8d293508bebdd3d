import type { DescMessage, MessageShape } from '@bufbuild/protobuf';
import { ledger } from '@credit-ledger/contracts';
import { credits, DomainError } from '@credit-ledger/kernel';
import { type Envelope, type MessageRoute, route } from '@credit-ledger/messaging';
import type { CommandBus } from '@nestjs/cqrs';
import type { FactSession } from '../../account-balance/told-balances.js';
import { RememberBalance } from '../../account-balance/commands/remember-balance.command.js';
import { NoteCreditsAdded } from '../../payment/commands/note-credits-added.command.js';

/** What billing learns from the ledger: the balance, which every fact carries, and that bought credits are there. */
export const ledgerFactRoutes = (commands: CommandBus): readonly MessageRoute<FactSession>[] => {
  const remember = async (
    fact: FactOfAccount,
    { organisationId, source, sequence }: Envelope,
    session: FactSession,
  ): Promise<void> => {
    if (fact.account === undefined || sequence === undefined) throw new AccountMissingError(fact.$typeName);
    const told = { organisationId, balance: credits(fact.account.balance), source, sequence };
    await commands.execute(new RememberBalance(session, told));
  };
  return [
    route(ledger.CreditsAddedSchema, async (fact, envelope, session: FactSession) => {
      await remember(fact, envelope, session);
      const { organisationId, time: addedAt } = envelope;
      await commands.execute(new NoteCreditsAdded(session, { organisationId, additionId: fact.additionId, addedAt }));
    }),
    ...OTHER_FACTS.map((schema) => route<FactSchema, FactSession>(schema, remember)),
  ];
};

const OTHER_FACTS = [
  ledger.BalanceChangedSchema,
  ledger.HoldPlacedSchema,
  ledger.HoldRefusedSchema,
  ledger.HoldExtendedSchema,
  ledger.HoldExhaustedSchema,
  ledger.HoldReleasedSchema,
  ledger.BalanceDepletedSchema,
  ledger.LowBalanceReachedSchema,
  ledger.BalanceRestoredSchema,
  ledger.UsageRefundedSchema,
  ledger.PurchaseReversedSchema,
] as const satisfies readonly DescMessage[];

type FactSchema = (typeof OTHER_FACTS)[number];
type FactOfAccount = MessageShape<FactSchema> | ledger.CreditsAdded;

/** A fact of the ledger always carries the account as it stood, at a version of its stream. */
export class AccountMissingError extends DomainError {
  readonly code = 'billing.fact_without_account';

  constructor(type: string) {
    super(`${type} has to carry the account and a sequence`);
  }
}
