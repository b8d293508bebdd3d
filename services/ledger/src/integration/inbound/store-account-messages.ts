import type { CommandBus } from '@nestjs/cqrs';
import { failpoint, type Instant, type OrganisationId } from '@credit-ledger/kernel';
import type { EffectOutcome, SequencedMessage } from '@credit-ledger/messaging';
import { ApplyToAccount } from '../../credit-account/commands/apply-to-account.command.js';
import type { CreditAccountCommand } from '../../credit-account/domain/credit-account.commands.js';
import type { AccountMessage } from './account-messages.js';

type Message = SequencedMessage<AccountMessage>;

/**
 * Turns a batch of messages into commands, one group per account: accounts are independent, the messages of one keep their
 * order. After a message that is refused no later one of its account is applied.
 */
export async function storeAccountMessages(
  commandBus: CommandBus,
  messages: readonly Message[],
  now: Instant,
): Promise<readonly EffectOutcome[]> {
  const outcomes = messages.map((): EffectOutcome => ({ outcome: 'notAttempted' }));
  const accounts = new Map<OrganisationId, Placed[]>();
  messages.forEach((message, place) => {
    const { organisationId } = message.envelope;
    const group = accounts.get(organisationId);
    if (group === undefined) accounts.set(organisationId, [{ message, place }]);
    else group.push({ message, place });
  });
  await Promise.all(
    [...accounts].map(async ([organisationId, group]) => {
      const applied = await applyToOne(
        commandBus,
        organisationId,
        group.map(({ message }) => message),
        now,
      );
      failpoint('ledger.account-appended');
      group.forEach(({ place }, index) => (outcomes[place] = applied[index] ?? { outcome: 'notAttempted' }));
    }),
  );
  return outcomes;
}

/** A message with its place in the batch. */
type Placed = { readonly message: Message; readonly place: number };

async function applyToOne(
  commandBus: CommandBus,
  organisationId: OrganisationId,
  messages: readonly Message[],
  now: Instant,
): Promise<readonly EffectOutcome[]> {
  const commands: CreditAccountCommand[] = [];
  let refused: EffectOutcome | undefined;
  for (const message of messages) {
    try {
      commands.push(toCommand(message, now));
    } catch (error) {
      refused = { outcome: 'failed', error };
      break;
    }
  }
  const outcomes: EffectOutcome[] =
    commands.length === 0 ? [] : [...(await commandBus.execute(new ApplyToAccount(organisationId, commands)))];
  const allApplied = outcomes.every(({ outcome }) => outcome === 'handled');
  if (refused !== undefined) outcomes.push(allApplied ? refused : { outcome: 'notAttempted' });
  while (outcomes.length < messages.length) outcomes.push({ outcome: 'notAttempted' });
  return outcomes;
}

/** @throws InvalidValueError */
function toCommand({ envelope, message, handler }: Message, now: Instant): CreditAccountCommand {
  const { type, data, actor, effectiveAt } = handler.instruct(message, now);
  const { id, correlationId, causationId, source, sequence } = envelope;
  const metadata = {
    messageId: id,
    correlationId,
    causationId,
    actor,
    source,
    sequence,
    ...(effectiveAt === undefined ? {} : { effectiveAt }),
  };
  return { type, data, metadata } as CreditAccountCommand;
}
