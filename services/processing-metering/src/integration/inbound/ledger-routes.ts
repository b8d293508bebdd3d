import { ledger } from '@credit-ledger/contracts';
import {
  credits,
  InvalidValueError,
  invariant,
  parseCredits,
  parseOrganisationId,
  parseRunId,
} from '@credit-ledger/kernel';
import { route, type Envelope, type MessageRoute } from '@credit-ledger/messaging';
import type { CommandBus } from '@nestjs/cqrs';
import type { FactSession } from '../../balances/balance-batch.js';
import { RecordBalance } from '../../balances/record-balance.command.js';
import { FollowHold } from '../../runs/commands/follow-hold.command.js';
import type { HoldFact } from '../../runs/domain/apply-hold-fact.js';
import type { HoldId } from '../../runs/domain/hold.js';

type Fact = { readonly organisationId: string; readonly account?: ledger.AccountBalance | undefined };
type FactAboutHold = Fact & { readonly holdId: string; readonly runId: string };

/** Every fact tells the sums of its account; those about a hold are followed by its run as well. */
export function ledgerRoutes(commands: CommandBus): readonly MessageRoute<FactSession>[] {
  const record = async (fact: Fact, envelope: Envelope, session: FactSession): Promise<void> => {
    await commands.execute(new RecordBalance(session, balanceOf(fact, envelope)));
  };
  const follow = async (
    message: FactAboutHold,
    envelope: Envelope,
    session: FactSession,
    what: What,
  ): Promise<void> => {
    await record(message, envelope, session);
    const fact: HoldFact = { ...what, holdId: holdIdOf(message) };
    const organisationId = parseOrganisationId(message.organisationId);
    const { correlationId } = envelope;
    await commands.execute(new FollowHold(session, organisationId, parseRunId(message.runId), fact, correlationId));
  };
  return [
    route(ledger.BalanceChangedSchema, record),
    route(ledger.CreditsAddedSchema, record),
    route(ledger.BalanceDepletedSchema, record),
    route(ledger.LowBalanceReachedSchema, record),
    route(ledger.BalanceRestoredSchema, record),
    route(ledger.UsageRefundedSchema, record),
    route(ledger.PurchaseReversedSchema, record),
    route(ledger.HoldPlacedSchema, (message, envelope, session: FactSession) =>
      follow(message, envelope, session, { type: 'PLACED', granted: parseCredits(message.granted, 'granted', 1n) }),
    ),
    route(ledger.HoldRefusedSchema, (message, envelope, session: FactSession) =>
      follow(message, envelope, session, { type: 'REFUSED', available: credits(message.account?.available ?? 0n) }),
    ),
    route(ledger.HoldExtendedSchema, (message, envelope, session: FactSession) =>
      follow(message, envelope, session, { type: 'EXTENDED', added: parseCredits(message.added, 'added', 1n) }),
    ),
    route(ledger.HoldExhaustedSchema, (message, envelope, session: FactSession) =>
      follow(message, envelope, session, { type: 'EXHAUSTED' }),
    ),
    route(ledger.HoldReleasedSchema, (message, envelope, session: FactSession) =>
      follow(message, envelope, session, { type: 'RELEASED' }),
    ),
  ];
}

/** A fact without the hold that it is about. */
type What = HoldFact extends infer Each ? (Each extends HoldFact ? Omit<Each, 'holdId'> : never) : never;

function balanceOf({ organisationId, account }: Fact, { source, sequence }: Envelope) {
  if (account === undefined) throw new InvalidValueError('account', 'is missing');
  invariant(sequence !== undefined, 'the inbox refuses facts without a sequence');
  const { balance, held, available } = account;
  return { organisationId: parseOrganisationId(organisationId), balance, held, available, source, sequence };
}

function holdIdOf({ holdId }: FactAboutHold): HoldId {
  if (holdId === '') throw new InvalidValueError('holdId', 'is missing');
  return holdId as HoldId;
}
