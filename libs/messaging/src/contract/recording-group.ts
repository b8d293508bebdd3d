import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool } from 'pg';
import { ConsumerOffsets } from '../offsets/consumer-offsets.js';
import type { Messaging, RecordBatch, RunningConsumer } from '../ports/messaging.js';
import type { IncomingRecord } from '../ports/record.js';
import { inTransaction } from '../sql/in-transaction.js';

export type Effect = {
  readonly member: string;
  readonly topic: string;
  readonly partition: number;
  readonly offset: bigint;
  readonly key: string;
  readonly text: string;
};

/** A consumer group whose effect is one row per record, in the transaction that moves the offset. */
export class RecordingGroup {
  /** Everything that was handed over, whether its effect was committed or not. */
  readonly delivered: IncomingRecord[] = [];
  readonly offsets: ConsumerOffsets;

  constructor(
    private readonly pool: Pool,
    readonly group: string,
    private readonly topics: readonly string[],
  ) {
    this.offsets = new ConsumerOffsets(pool);
  }

  static prepare(pool: Pool): Promise<unknown> {
    return pool.query(`CREATE TABLE contract_effects (
      id bigint GENERATED ALWAYS AS IDENTITY, group_name text, member text, topic text, partition int, record_offset bigint,
      key text, text text)`);
  }

  /** `before` runs ahead of the effects of each batch, and may wait or throw. */
  join(
    messaging: Messaging,
    { member = 'a', batchSizeMax = 100, before = async () => undefined }: JoinOptions = {},
  ): Promise<RunningConsumer> {
    return messaging.consumer.run({
      group: this.group,
      topics: this.topics,
      batchSizeMax,
      offsets: this.offsets,
      handle: async (batch, signal) => {
        this.delivered.push(...batch.records);
        await before(batch, signal);
        await this.apply(batch, member);
      },
    });
  }

  /** In the order in which they were committed per partition. */
  async effects(): Promise<readonly Effect[]> {
    const { rows } = await this.pool.query<Omit<Effect, 'offset'> & { record_offset: string }>(
      'SELECT member, topic, partition, record_offset, key, text FROM contract_effects WHERE group_name = $1 ORDER BY id',
      [this.group],
    );
    return rows.map(({ record_offset, ...effect }) => ({ ...effect, offset: BigInt(record_offset) }));
  }

  async texts(): Promise<readonly string[]> {
    return (await this.effects()).map(({ text }) => text);
  }

  async untilEffects(count: number): Promise<readonly Effect[]> {
    await until(async () => (await this.effects()).length >= count, `${count} effects of ${this.group}`);
    return this.effects();
  }

  apply(batch: RecordBatch, member: string): Promise<void> {
    return inTransaction(this.pool, async (session) => {
      await this.offsets.advance(session, batch);
      await session.query(INSERT_EFFECTS, [
        this.group,
        member,
        batch.assignment.topic,
        batch.assignment.partition,
        batch.records.map(({ offset }) => offset),
        batch.records.map(({ key }) => key),
        batch.records.map(({ value }) => Buffer.from(value).toString()),
      ]);
    });
  }
}

type JoinOptions = {
  readonly member?: string;
  readonly batchSizeMax?: number;
  readonly before?: (batch: RecordBatch, signal: AbortSignal) => Promise<void>;
};

const INSERT_EFFECTS = `
INSERT INTO contract_effects (group_name, member, topic, partition, record_offset, key, text)
SELECT $1, $2, $3, $4, record_offset, key, text
FROM unnest($5::bigint[], $6::text[], $7::text[]) WITH ORDINALITY AS e(record_offset, key, text, place)
ORDER BY place`;

/** Waits for a condition. @throws Error naming it when it does not hold in time. */
export async function until(
  condition: () => boolean | Promise<boolean>,
  what: string,
  withinMs = 20_000,
): Promise<void> {
  const deadline = performance.now() + withinMs;
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error(`waited ${withinMs} ms in vain for ${what}`);
    await sleep(10);
  }
}

/** Something that handlers wait at until it is opened. */
export class Gate {
  private release: () => void = () => undefined;
  private readonly opened = new Promise<void>((resolve) => (this.release = resolve));
  /** How many have come to the gate. */
  arrivals = 0;

  open(): void {
    this.release();
  }

  readonly pass = async (): Promise<void> => {
    this.arrivals++;
    await this.opened;
  };
}
