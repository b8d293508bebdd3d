import { Inject, Injectable } from '@nestjs/common';
import type { EventStore } from '@credit-ledger/event-sourcing';
import { failpoint } from '@credit-ledger/kernel';
import type { Answer } from '@credit-ledger/nest-platform';
import { EVENT_STORE } from '../event-store-by-url.js';
import { AccountBusyError } from './account-busy.error.js';
import { AccountNotFoundError } from './account-not-found.error.js';
import { AccountRepository } from './account-repository.js';
import { accountStream } from './account-stream.js';
import { creditAccountEventCodec } from './credit-account.event-codec.js';
import { OutdatedHistoryError } from './domain/correction-errors.js';
import type { CreditAccount } from './domain/credit-account.js';
import type { CreditAccountCommand } from './domain/credit-account.commands.js';
import type { CreditAccountEvent } from './domain/credit-account.events.js';
import { decide } from './domain/decide.js';
import {
  KeyedWrites,
  messageIdOf,
  metadataOf,
  type Appended,
  type KeyedRequest,
  type KeyedWrite,
} from './keyed-writes.js';

/** Sums up what a correction is decided on. */
export interface CorrectionHistory {
  /** Takes in the account's next event. */
  take(event: CreditAccountEvent): void;
}

type Command = CreditAccountCommand extends infer Each
  ? Each extends unknown
    ? Omit<Each, 'metadata'>
    : never
  : never;

/** A change to what was charged or bought, by staff. */
export type Correction<History extends CorrectionHistory, Body> = {
  readonly write: KeyedWrite;
  readonly request: KeyedRequest;
  readonly newHistory: () => History;
  /** The id is new, and the same for every request with the key. */
  readonly commandOf: (history: History, id: string) => Command;
  readonly bodyOf: (events: readonly CreditAccountEvent[]) => Body;
};

type Seen<History> = { readonly history: History; readonly made: Made | undefined };
type Made = { readonly events: readonly CreditAccountEvent[]; readonly version: number };

// A history is outdated by other corrections of the account, which people make.
const ATTEMPTS_MAX = 10;

/**
 * Corrections need more of an account than its state: all events are read, one after the other, and what they sum up to is
 * given to the decision, which refuses it when the account has moved on in a way that matters. Then they are read again.
 */
@Injectable()
export class Corrections {
  constructor(
    @Inject(AccountRepository) private readonly accounts: AccountRepository,
    @Inject(KeyedWrites) private readonly writes: KeyedWrites,
    @Inject(EVENT_STORE) private readonly store: EventStore,
  ) {}

  /**
   * Makes the correction once per key. A retry whose events are there finds them by the id that its key has become. What is
   * refused keeps no key, so that it may be mended and sent again with the same one; only what is refused because the account
   * changed in that very moment does.
   *
   * @throws AccountNotFoundError | AccountBusyError | IdempotencyKeyReusedError, and what the decision throws.
   */
  async make<History extends CorrectionHistory, Body>(correction: Correction<History, Body>): Promise<Answer<Body>> {
    const { write } = correction;
    const seen = await this.read(correction);
    const { state } = await this.accounts.load(accountStream(write.organisationId));
    if (state.openedIn === undefined) throw new AccountNotFoundError(write.organisationId);
    if (seen.made === undefined) refuseBeforehand(commandFor(correction, seen.history), state);
    const answer = await this.writes.once(write, seen.made !== undefined, 201, () => this.append(correction, seen));
    failpoint('ledger.correction-committed');
    return answer;
  }

  private async append<History extends CorrectionHistory, Body>(
    correction: Correction<History, Body>,
    first: Seen<History>,
  ): Promise<Appended<Body>> {
    const { write, bodyOf } = correction;
    const stream = accountStream(write.organisationId);
    for (let attempt = 1, seen = first; attempt <= ATTEMPTS_MAX; attempt++, seen = await this.read(correction)) {
      if (seen.made !== undefined) return { version: seen.made.version, body: bodyOf(seen.made.events) };
      try {
        const { events, version } = await this.accounts.execute(stream, commandFor(correction, seen.history));
        failpoint('ledger.correction-appended');
        return { version, body: bodyOf(events) };
      } catch (error) {
        if (!(error instanceof OutdatedHistoryError)) throw error;
      }
    }
    throw new AccountBusyError(write.organisationId);
  }

  /** One event after the other: memory does not grow with the account's history. */
  private async read<History extends CorrectionHistory>({
    write,
    newHistory,
  }: Correction<History, unknown>): Promise<Seen<History>> {
    const [history, messageId] = [newHistory(), messageIdOf(write)];
    const events: CreditAccountEvent[] = [];
    let version = 0;
    for await (const stored of this.store.readStream(accountStream(write.organisationId))) {
      const event = creditAccountEventCodec.decode(stored);
      history.take(event);
      if (stored.metadata.messageId !== messageId) continue;
      events.push(event);
      version = stored.version;
    }
    return { history, made: events.length === 0 ? undefined : { events, version } };
  }
}

function commandFor<History extends CorrectionHistory>(
  { write, request, commandOf }: Correction<History, unknown>,
  history: History,
): CreditAccountCommand {
  const metadata = metadataOf(write, request);
  return { ...commandOf(history, metadata.messageId), metadata };
}

/** Decides without storing anything. Whether the history is outdated is left to the decision that counts. */
function refuseBeforehand(command: CreditAccountCommand, account: CreditAccount): void {
  try {
    decide(command, account);
  } catch (error) {
    if (!(error instanceof OutdatedHistoryError)) throw error;
  }
}
