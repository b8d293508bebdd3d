import { DomainError } from '@credit-ledger/kernel';
import { frozenClock } from '@credit-ledger/testing';
import type { Pool } from 'pg';
import {
  ConsumerOffsets,
  DeadLetterDrainer,
  DeadLetters,
  route,
  sessionOf,
  TransactionalInbox,
  transactionsOn,
  type StoredDeadLetter,
} from '../src/index.js';
import { batchOf, holdRecord, HoldRequested, NOW, type HoldRecord } from './hold-messages.js';
import { RecordingLog } from './recording-log.js';
import { RecordingPublisher } from './recording-publisher.js';
import { effectsIn } from './service-database.js';

export const GROUP = 'billing';

class UnwantedError extends DomainError {
  readonly code = 'spec.unwanted';
}

/** A service with a transactional inbox, whose handler writes the text of each message into the table `effects`. */
export class TransactionalInboxService {
  readonly publisher = new RecordingPublisher();
  readonly logger = new RecordingLog();
  readonly letters = new DeadLetters(GROUP);
  /** Texts the handler was given, whether or not its effects were committed. */
  readonly handled: string[] = [];
  /** Texts the handler refuses, after its effect. */
  readonly refused = new Set<string>();
  /** What the handler throws instead of having an effect. */
  fault: Error | undefined;
  /** Where the next batch begins. */
  offset = 0n;
  readonly inbox: TransactionalInbox;
  readonly drainer: DeadLetterDrainer;

  private constructor(readonly pool: Pool) {
    const { publisher, logger } = this;
    const shared = { group: GROUP, transactions: transactionsOn(pool), clock: frozenClock(NOW), logger };
    const writeText = route(HoldRequested, async ({ runId }, _envelope, session) => {
      this.handled.push(runId);
      if (this.fault !== undefined) throw this.fault;
      await session.query('INSERT INTO effects (text) VALUES ($1)', [runId]);
      if (this.refused.has(runId)) throw new UnwantedError('nobody wants it');
    });
    this.inbox = new TransactionalInbox({
      partitions: 1,
      ...shared,
      offsets: new ConsumerOffsets(pool),
      publisher,
      routes: [writeText],
    });
    this.drainer = new DeadLetterDrainer({ ...shared, replayer: this.inbox });
  }

  static async start(pool: Pool): Promise<TransactionalInboxService> {
    await new ConsumerOffsets(pool).claim(batchOf(GROUP, 0n, []).assignment);
    return new TransactionalInboxService(pool);
  }

  async receive(...records: HoldRecord[]): Promise<void> {
    const batch = batchOf(GROUP, this.offset, records.map(holdRecord));
    await this.inbox.handleBatch(batch);
    this.offset = batch.nextOffset;
  }

  effects(): Promise<readonly string[]> {
    return effectsIn(this.pool);
  }

  async stored(): Promise<readonly string[]> {
    return (await this.letters.list(sessionOf(this.pool))).map(
      ({ organisationId, sequence, status }) => `${organisationId}:${sequence} ${status}`,
    );
  }

  async discard(letter: StoredDeadLetter | undefined): Promise<void> {
    if (letter === undefined) throw new Error('there is no such letter');
    await this.letters.discard(sessionOf(this.pool), letter.id, { actor: 'staff-1', reason: 'a mistake', at: NOW });
  }

  async nextOffset(): Promise<bigint> {
    const { rows } = await this.pool.query<{ next_offset: string }>('SELECT next_offset FROM consumer_offsets');
    return BigInt(rows[0]?.next_offset ?? -1);
  }
}
