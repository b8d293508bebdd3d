import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { silentLog } from '@credit-ledger/kernel';
import {
  ConsumerOffsets,
  deadLetterTopicOf,
  inTransaction,
  publishCopies,
  storedRecords,
  type RunningConsumer,
} from '@credit-ledger/messaging';
import { eventually } from '@credit-ledger/testing';
import kafkajs, { type Kafka, type Message, type Producer } from 'kafkajs';
import { makeKafkaHarness, type KafkaHarness } from '../test/kafka-harness.js';
import { rawSnappy } from '../test/raw-snappy.js';
import { createKafka } from './kafka-client.js';
import { parseKafkaUrl } from './url/kafka-url.js';

const { GZIP, Snappy } = kafkajs.CompressionTypes;
const FOUR_ZEROS = Buffer.alloc(4);

const text = (value: Uint8Array = new Uint8Array()): string => Buffer.from(value).toString();

describe('records of publishers that are not ours', () => {
  let harness: KafkaHarness;
  let kafka: Kafka;
  const opened: Producer[] = [];
  beforeAll(async () => {
    harness = await makeKafkaHarness();
    kafka = createKafka(parseKafkaUrl(harness.url), silentLog);
  });
  afterAll(async () => {
    await Promise.all(opened.map((producer) => producer.disconnect()));
    await harness.close();
  });

  let topics = 0;
  let topic: string;
  beforeEach(async () => {
    topic = `foreign-${++topics}`;
    await (await harness.connect()).ensureTopics([topic], 1);
  });

  async function producerOf(transactionalId?: string): Promise<Producer> {
    const producer = kafka.producer({
      createPartitioner: kafkajs.Partitioners.DefaultPartitioner,
      ...(transactionalId === undefined
        ? {}
        : { transactionalId: `${harness.namespace}.${transactionalId}`, idempotent: true, maxInFlightRequests: 1 }),
    });
    opened.push(producer);
    await producer.connect();
    return producer;
  }

  const sent = (value: string, key: Message['key'] = 'org-1') => ({
    topic: `${harness.namespace}.${topic}`,
    messages: [{ key, value }],
  });

  /** What a group handles that begins now. */
  async function handling(): Promise<{ readonly handled: string[]; readonly running: RunningConsumer }> {
    const handled: string[] = [];
    const offsets = new ConsumerOffsets(harness.consumerPool);
    const running = await (
      await harness.connect()
    ).consumer.run({
      group: 'group',
      topics: [topic],
      batchSizeMax: 10,
      offsets,
      async handle(batch) {
        await inTransaction(harness.consumerPool, (session) => offsets.advance(session, batch));
        handled.push(...batch.records.map(({ value }) => text(value)));
      },
    });
    return { handled, running };
  }

  it('leaves out those of aborted transactions that ended in another order than they began', async () => {
    const [first, second, plain] = [await producerOf('first'), await producerOf('second'), await producerOf()];
    const firstTransaction = await first.transaction();
    const secondTransaction = await second.transaction();
    for (const n of [1, 2]) {
      await firstTransaction.send(sent(`first ${n}`));
      await secondTransaction.send(sent(`second ${n}`));
    }
    await secondTransaction.abort();
    await firstTransaction.send(sent('first 3'));
    await firstTransaction.abort();
    await plain.send(sent('kept'));

    const { handled, running } = await handling();
    await eventually(() => expect(handled).toContain('kept'), { withinMs: 30_000 });
    await running.stop();
    expect(handled).toEqual(['kept']);
  });

  it('takes a key for the end of a transaction in markers alone', async () => {
    const transaction = await (await producerOf('zeros')).transaction();
    await transaction.send(sent('aborted', FOUR_ZEROS));
    await transaction.send(sent('aborted too'));
    await transaction.abort();
    await (await producerOf()).send(sent('kept'));

    const { handled, running } = await handling();
    await eventually(() => expect(handled).toContain('kept'), { withinMs: 30_000 });
    await running.stop();
    expect(handled).toEqual(['kept']);
  });

  it('reads what was compressed in a way that the client here does not know', async () => {
    kafkajs.CompressionCodecs[Snappy] = () => ({
      compress: async ({ buffer }: { readonly buffer: Buffer }) => rawSnappy(buffer),
      decompress: () => Promise.reject(new Error('snappy reached the reader')),
    });
    await (await producerOf()).send({ ...sent('in snappy'), compression: Snappy });

    const { handled, running } = await handling();
    await eventually(() => expect(handled).toEqual(['in snappy']), { withinMs: 30_000 });
    await running.stop();
  });

  it('has the broker refuse what would unpack to more than a batch may be', async () => {
    const producer = await producerOf();
    const bomb = producer.send({ ...sent('0'.repeat(64 * 1024 * 1024)), compression: GZIP });

    await expect(bomb).rejects.toThrow(/larger than the max message size/);
    await producer.send(sent('kept'));
    const { handled, running } = await handling();
    await eventually(() => expect(handled).toEqual(['kept']), { withinMs: 30_000 });
    await running.stop();
  });

  it('shows what a topic ends in behind what was aborted', async () => {
    const transaction = await (await producerOf('tail')).transaction();
    await transaction.send(sent('aborted'));
    await transaction.abort();

    const tail = await storedRecords(await harness.connect(), topic);
    expect(tail.map(({ value }) => text(value))).toContain('aborted');
    expect(tail.at(-1)?.offset).toBe(1n);
  });

  it('shows what stands behind a transaction that nobody ends', async () => {
    const transaction = await (await producerOf('open')).transaction();
    await transaction.send(sent('open'));
    await (await producerOf()).send(sent('behind'));

    const messaging = await harness.connect();
    expect([...(await messaging.endsOf(topic)).values()]).toEqual([0n]);
    expect((await storedRecords(messaging, topic)).map(({ value }) => text(value))).toEqual(['open', 'behind']);
    await transaction.abort();
  });

  it('takes the last of a header that is there many times', async () => {
    const repeated = { note: Array.from({ length: 50_000 }, (_, n) => `${n}`) };
    await (
      await producerOf()
    ).send({ ...sent('kept'), messages: [{ key: 'org-1', value: 'kept', headers: repeated }] });

    const record = (await storedRecords(await harness.connect(), topic)).at(-1);
    expect(record?.headers).toEqual({ note: '49999' });
    const { handled, running } = await handling();
    await eventually(() => expect(handled).toEqual(['kept']), { withinMs: 30_000 });
    await running.stop();
  });

  it('copies a letter whose headers no publication could hold', async () => {
    const messaging = await harness.connect();
    const copies = deadLetterTopicOf(topic);
    await messaging.ensureTopics([copies], 1);
    const headers = { ce_id: 'id', padding: 'x'.repeat(8 * 1024 * 1024) };
    const record = { topic, partition: 0, offset: 7n, key: 'org-1', headers, value: Buffer.from('payload') };
    await publishCopies(messaging.publisher, 'group', [
      { status: 'dead', record, code: 'message.malformed_header', reason: 'no source', envelope: undefined },
    ]);

    const copy = (await storedRecords(messaging, copies)).at(-1);
    expect(copy).toMatchObject({ key: 'org-1', headers: { dlq_offset: '7', dlq_omitted_headers: '2' } });
    expect(text(copy?.value)).toBe('payload');
  });
});
