import { DomainError } from '@credit-ledger/kernel';
import { creditAccountDecider, type RecordedEvent } from '../src/credit-account/domain/credit-account.decider.js';
import type { CreditAccount } from '../src/credit-account/domain/credit-account.js';
import type { CreditAccountCommand } from '../src/credit-account/domain/credit-account.commands.js';
import { informed } from './corrections.js';

/** An account that only lives in memory: the rules, and nothing around them. */
export type LiveAccount = { account: CreditAccount; readonly events: RecordedEvent[] };

export const unopened = (): LiveAccount => ({ account: creditAccountDecider.initialState(), events: [] });

/** Whether it was not refused. */
export function apply(live: LiveAccount, command: CreditAccountCommand): boolean {
  try {
    applyAsIs(live, informed(command, live.events));
    return true;
  } catch (error) {
    if (error instanceof DomainError) return false;
    throw error;
  }
}

/** Applies a correction by what it says it has read. @throws what the decision throws */
export function applyAsIs(live: LiveAccount, command: CreditAccountCommand): void {
  const { source, sequence } = command.metadata;
  for (const event of creditAccountDecider.decide(command, live.account)) {
    const recorded: RecordedEvent = { ...event, metadata: { source, sequence: sequence?.toString() ?? '' } };
    live.account = creditAccountDecider.evolve(live.account, recorded);
    live.events.push(recorded);
  }
}
