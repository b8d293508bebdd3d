import type { Clock, Log } from '@credit-ledger/kernel';
import { backoffMs } from '../backoff.js';
import { deathOf, failureKindOf } from '../inbox/failure.js';
import type { RunInTransaction } from '../sql/in-transaction.js';
import type { SqlSession } from '../sql/sql-session.js';
import { WakeSignal } from '../wake-signal.js';
import type { LetterToReplay, StoredDeadLetter } from './dead-letter.js';
import { lockReplayable, markDeadAgain, markReplayed } from './replayable-letters.js';

/** The normal path of a message, for records that come from the dead letters instead of a partition. */
export interface Replayer<Session extends SqlSession = SqlSession> {
  /** Handles letters of one (source, organisation), in order, all or none. Throws what the handler throws. */
  replay(session: Session, letters: readonly LetterToReplay[]): Promise<void>;
}

export type DeadLetterDrainerOptions<Session extends SqlSession> = {
  readonly group: string;
  readonly transactions: RunInTransaction<Session>;
  readonly replayer: Replayer<Session>;
  readonly clock: Clock;
  readonly logger: Log;
  /** How often to look for letters that may go on, default 1 s. */
  readonly pollMs?: number;
};

/**
 * Brings parked letters back through the handler that live messages go through, in order per (source, organisation),
 * once nothing dead is in front of them. Any number of processes may drain.
 */
export class DeadLetterDrainer<Session extends SqlSession = SqlSession> {
  private readonly news = new WakeSignal();
  private running: Promise<void> | undefined;
  private stopping = false;

  constructor(private readonly options: DeadLetterDrainerOptions<Session>) {}

  start(): void {
    this.running ??= this.run();
  }

  /** After an operator released or discarded a letter in this process; others find it by polling. */
  wake(): void {
    this.news.wake();
  }

  async stop(): Promise<void> {
    this.stopping = true;
    this.news.wake();
    await this.running;
  }

  private async run(): Promise<void> {
    let failures = 0;
    while (!this.stopping) {
      try {
        const settled = await this.drainOnce();
        failures = 0;
        if (settled === 0) await this.news.wait(this.options.pollMs ?? 1_000);
      } catch (error) {
        failures++;
        this.options.logger.warn(
          { err: error, group: this.options.group, failures },
          'replay failed and will be tried again',
        );
        await this.news.wait(backoffMs(failures, { firstMs: 200, maxMs: 30_000 }));
      }
    }
  }

  /**
   * Replays one run of letters and answers how many were settled; 0 when none may be replayed. A refused letter is
   * settled too: it is dead again.
   * @throws whatever may pass.
   */
  async drainOnce(): Promise<number> {
    const many = await this.attempt(LETTERS_PER_TRANSACTION);
    if (many.failure === undefined) return many.settled;
    if (failureKindOf(many.failure) === 'passing') throw many.failure;
    // One of them is to blame: taken one by one, it shows itself.
    for (let settled = 0; settled < many.letters.length; settled++) {
      const one = await this.attempt(1);
      if (one.failure === undefined) continue;
      if (failureKindOf(one.failure) === 'passing') throw one.failure;
      await this.returnToDead(one.letters, one.failure);
      return settled + 1;
    }
    return many.letters.length;
  }

  private async attempt(limit: number): Promise<Attempt> {
    let letters: readonly StoredDeadLetter[] = [];
    try {
      await this.options.transactions(async (session) => {
        letters = await lockReplayable(session, this.options.group, limit);
        if (letters.length === 0) return;
        await this.options.replayer.replay(session, letters);
        await markReplayed(session, letters, this.options.clock.now());
      });
      return { letters, settled: letters.length };
    } catch (error) {
      return { letters, settled: 0, failure: error instanceof Error ? error : new Error(String(error)) };
    }
  }

  private async returnToDead(letters: readonly StoredDeadLetter[], failure: Error): Promise<void> {
    const [letter] = letters;
    if (letter === undefined) throw failure;
    await this.options.transactions((session) => markDeadAgain(session, letter.id, deathOf(failure)));
    const { code, reason } = deathOf(failure);
    const correlationId = letter.record.headers['ce_correlationid'];
    this.options.logger.error(
      { group: this.options.group, id: letter.id.toString(), code, reason, correlationId },
      'replayed message was refused again',
    );
  }
}

type Attempt = { readonly letters: readonly StoredDeadLetter[]; readonly settled: number; readonly failure?: Error };

const LETTERS_PER_TRANSACTION = 200;
