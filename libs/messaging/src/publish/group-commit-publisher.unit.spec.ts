import { describe, expect, it } from '@jest/globals';
import type { OutgoingRecord } from '../ports/record.js';
import { GroupCommitPublisher, type PlacedRecord, type TopicPartitions } from './group-commit-publisher.js';
import { PublisherOverloadedError, RecordTooLargeError } from './publisher-errors.js';

/** Stands in for the engine: every append waits until it is let through or failed. */
class ManualLog implements TopicPartitions {
  readonly appends: { readonly texts: readonly string[]; readonly answer: (error?: Error) => void }[] = [];

  lookUp: Promise<void> = Promise.resolve();
  private readonly lookedUp = new Set<string>();

  known(topic: string): number | undefined {
    return this.lookedUp.has(topic) ? 1 : undefined;
  }

  async partitionsOf(topic: string): Promise<number> {
    await this.lookUp;
    this.lookedUp.add(topic);
    return 1;
  }

  readonly append = (records: readonly PlacedRecord[]): Promise<void> =>
    new Promise<void>((resolve, reject) => {
      const texts = records.map(({ record: { value } }) => Buffer.from(value).toString());
      this.appends.push({ texts, answer: (error) => (error === undefined ? resolve() : reject(error)) });
    });

  async untilAppend(number: number): Promise<readonly string[]> {
    while (this.appends.length < number) await new Promise(setImmediate);
    return this.appends[number - 1]?.texts ?? [];
  }
}

const record = (text: string): OutgoingRecord => ({
  topic: 'spec.v1',
  key: 'org-1',
  headers: {},
  value: Buffer.from(text),
});
const numbered = (from: number, to: number): string[] => Array.from({ length: to - from }, (_, n) => `${from + n}`);

describe('the publisher', () => {
  const make = async (): Promise<{ log: ManualLog; publisher: GroupCommitPublisher }> => {
    const log = new ManualLog();
    await log.partitionsOf('spec.v1');
    return { log, publisher: new GroupCommitPublisher({ topics: log, append: log.append }) };
  };

  it('puts what queued up during one append into the next', async () => {
    const { log, publisher } = await make();
    const calls = ['1', '2', '3'].map((text) => publisher.publish([record(text)]));
    expect(await log.untilAppend(1)).toEqual(['1']);
    log.appends[0]?.answer();
    expect(await log.untilAppend(2)).toEqual(['2', '3']);
    log.appends[1]?.answer();
    await Promise.all(calls);
  });

  it('lets no call overtake one that still looks up a topic', async () => {
    const { log, publisher } = await make();
    let found = (): void => undefined;
    log.lookUp = new Promise<void>((resolve) => (found = resolve));
    const first = publisher.publish([record('1'), { ...record('2'), topic: 'unheard-of.v1' }]);
    const second = publisher.publish([record('3')]);
    await new Promise(setImmediate);
    expect(log.appends).toEqual([]);
    found();
    const texts = [...(await log.untilAppend(1))];
    log.appends[0]?.answer();
    if (texts.length < 3) texts.push(...(await log.untilAppend(2)));
    log.appends[1]?.answer();
    await Promise.all([first, second]);
    expect(texts).toEqual(['1', '2', '3']);
  });

  it('splits a large call, and stores nothing of the rest when a part failed', async () => {
    const { log, publisher } = await make();
    const large = publisher.publish(numbered(0, 5_000).map(record));
    const small = publisher.publish([record('small')]);
    expect(await log.untilAppend(1)).toEqual(numbered(0, 2_000));
    log.appends[0]?.answer();
    expect(await log.untilAppend(2)).toEqual(numbered(2_000, 4_000));
    log.appends[1]?.answer(new Error('the database is away'));
    await expect(large).rejects.toThrow('the database is away');
    expect(await log.untilAppend(3)).toEqual(['small']);
    log.appends[2]?.answer();
    await small;
    expect(log.appends).toHaveLength(3);
  });

  it('refuses more when 100,000 records wait, and takes calls again afterwards', async () => {
    const { log, publisher } = await make();
    const first = publisher.publish(numbered(0, 100_000).map(record));
    await log.untilAppend(1);
    const second = publisher.publish(numbered(0, 2_000).map(record));
    await expect(publisher.publish([record('too much')])).rejects.toThrow(PublisherOverloadedError);
    for (let append = 0; append < 51; append++) {
      await log.untilAppend(append + 1);
      log.appends[append]?.answer();
    }
    await Promise.all([first, second]);
    const third = publisher.publish([record('again')]);
    expect(await log.untilAppend(52)).toEqual(['again']);
    log.appends[51]?.answer();
    await third;
  });

  it('refuses a record beyond 1 MiB', async () => {
    const { publisher } = await make();
    await expect(publisher.publish([{ ...record(''), value: Buffer.alloc(1024 * 1024 + 1) }])).rejects.toThrow(
      RecordTooLargeError,
    );
  });
});
