import type { DescMessage, MessageShape } from '@bufbuild/protobuf';
import { ledger } from '@credit-ledger/contracts';
import { credits, DomainError } from '@credit-ledger/kernel';
import { type Envelope, type MessageRoute, route, type SqlSession } from '@credit-ledger/messaging';
import type { AccountBalances } from '../../account-balance/account-balances.js';
import type { PaymentStore } from '../../payment/payment-store.js';

/** What billing learns from the ledger: the balance, which every fact carries, and that bought credits are there. */
export const ledgerFactRoutes = (balances: AccountBalances, payments: PaymentStore): readonly MessageRoute[] => {
  const remember = async (
    fact: FactOfAccount,
    { organisationId, sequence }: Envelope,
    session: SqlSession,
  ): Promise<void> => {
    if (fact.account === undefined || sequence === undefined) throw new AccountMissingError(fact.$typeName);
    await balances.remember(session, { organisationId, balance: credits(fact.account.balance), sequence });
  };
  return [
    route(ledger.CreditsAddedSchema, async (fact, envelope, session) => {
      await remember(fact, envelope, session);
      await payments.noteCreditsAdded(session, envelope.organisationId, fact.additionId, envelope.time);
    }),
    ...OTHER_FACTS.map((schema) => route<FactSchema>(schema, remember)),
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
] as const satisfies readonly DescMessage[];

type FactSchema = (typeof OTHER_FACTS)[number];
type FactOfAccount = MessageShape<FactSchema> | ledger.CreditsAdded;

export class AccountMissingError extends DomainError {
  readonly code = 'billing.fact_without_account';

  constructor(type: string) {
    super(`${type} has to carry the account and a sequence`);
  }
}
