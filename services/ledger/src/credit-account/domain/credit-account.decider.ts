import type { CreditAccount } from './credit-account.js';
import { unopenedAccount } from './credit-account.js';
import type { CreditAccountEvent } from './credit-account.events.js';
import { decide } from './decide.js';
import { evolve } from './evolve.js';

/** An event with the part of its stored metadata that the account remembers. */
export type RecordedEvent = CreditAccountEvent & {
  readonly metadata: { readonly source: string; readonly sequence: string };
};

/** The credit account as the event-sourcing library runs it. */
export const creditAccountDecider = { initialState: unopenedAccount, decide, evolve: evolveRecorded };

/** Applies the event and remembers the sequence of the message that caused it. */
function evolveRecorded(account: CreditAccount, event: RecordedEvent): CreditAccount {
  const { source, sequence } = event.metadata;
  const next = evolve(account, event);
  if (sequence === '') return next;
  const handled = BigInt(sequence);
  if (next.sequences.get(source) === handled) return next;
  return { ...next, sequences: new Map(next.sequences).set(source, handled) };
}
