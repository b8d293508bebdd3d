import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { hold, holdRecord, outboxMessage, type HoldRecord } from '../../test/hold-messages.js';
import { createServiceDatabase, emptyTables, type ServiceDatabase } from '../../test/service-database.js';
import { Outbox } from '../outbox/outbox.js';
import { outboxSending } from '../outbox/sending.js';
import type { IncomingRecord } from '../ports/record.js';
import { TOPICS } from '../ports/topics.js';
import { sessionOf } from '../sql/sql-session.js';
import { LogAheadError } from './log-ahead.js';
import { ForeignLogError, joinOwnLog } from './own-log.js';

/** A log of one partition, that others can have written to, or that this service has. */
class Log {
  private readonly records: IncomingRecord[] = [];

  constructor(private readonly name: string) {}

  write(...holds: readonly HoldRecord[]): this {
    const first = this.records.length;
    this.records.push(...holds.map((each, n) => ({ ...holdRecord(each), offset: BigInt(first + n) })));
    return this;
  }

  hasRecords = async (topic: string): Promise<boolean> => topic === TOPICS.metering && this.records.length > 0;
  readBack = async (_topic: string, recordsMax: number, before?: ReadonlyMap<number, bigint>) => {
    const end = Number(before?.get(0) ?? this.records.length);
    const begin = Math.max(0, end - recordsMax);
    const records = this.records.slice(begin, end);
    return [{ partition: 0, fromOffset: BigInt(begin), isFirst: begin === 0, records }];
  };
  groupInOffsets = async (group: string): Promise<string> => `${group}@${this.name}`;
}

let database: ServiceDatabase;
let log: Log;
beforeAll(async () => {
  database = await createServiceDatabase();
});
beforeEach(async () => {
  await emptyTables(database.pool);
  log = new Log('one');
});
afterAll(() => database.close());

const session = () => sessionOf(database.pool);

const join = (source = 'metering#1', at = log): Promise<void> =>
  joinOwnLog(session(), at, { name: 'metering', source, sendingOf: outboxSending(session()) });

/** Gives out the next number for each of the organisations. */
const say = (organisations: string, source = 'metering#1') =>
  new Outbox(source).append(
    session(),
    [...organisations].map((id) => outboxMessage(id)),
  );

/** All of it was acknowledged. */
const sent = () => database.pool.query('DELETE FROM outbox');

describe('joining a log', () => {
  it('may be done again after something was sent, even if nothing was ever read', async () => {
    await join();
    await say('a');
    log.write(hold('a', 1));
    await join();
  });

  it('is refused to a new database where the service has spoken already, however often it tries', async () => {
    log.write(hold('a', 1));
    await expect(join()).rejects.toThrow(ForeignLogError);
    await expect(join()).rejects.toThrow(ForeignLogError);
  });

  it('is refused to a database that knows another log', async () => {
    await join();
    await say('a');
    await expect(join('metering#1', new Log('two').write(hold('a', 1)))).rejects.toThrow(ForeignLogError);
  });

  it('minds no messages of an earlier epoch', async () => {
    log.write(hold('a', 7));
    await join('metering#2');
  });
});

describe('a log that is ahead of the database', () => {
  beforeEach(async () => {
    await join();
    await say('aab');
    await sent();
    log.write(hold('a', 1), hold('a', 2), hold('b', 1));
  });

  it('is refused, with what it knows, where the database has gone back', async () => {
    log.write(hold('a', 3));
    await expect(join()).rejects.toThrow(LogAheadError);
    await expect(join()).rejects.toThrow(
      /metering\.v1\/0 holds message 3 of metering#1 about a \(offset 3\), a number that the service's database never gave out/,
    );
  });

  it('is refused about an organisation that the database never heard of', async () => {
    log.write(hold('c', 1));
    await expect(join()).rejects.toThrow(/message 1 of metering#1 about c /);
  });

  it('is refused however much came behind the newer one that the database still takes for unsent', async () => {
    await say('b'.repeat(1_000));
    const backlog = Array.from({ length: 1_000 }, (_, n) => hold('b', n + 2));
    log.write(hold('a', 3), ...backlog, ...backlog);
    await expect(join()).rejects.toThrow(/message 3 of metering#1 about a /);
  });

  it('is refused to the second of two databases that were given the same new epoch', async () => {
    await emptyTables(database.pool);
    log.write(hold('a', 1, { source: 'metering#2' }));
    await expect(join('metering#2')).rejects.toThrow(LogAheadError);
  });

  it('is only so by messages of its own that can be read', async () => {
    log.write(
      hold('a', 9, { source: 'metering#10' }),
      hold('a', 9, { source: 'billing#1' }),
      { organisation: 'a', sequence: undefined },
      hold('a', 9, { key: 'b' }),
    );
    await join();
  });

  it('is not ahead by what waits to be sent, or was sent and not yet acknowledged', async () => {
    await say('abc');
    await join();
    log.write(hold('a', 3), hold('b', 2));
    await join();
  });

  it('is read no further back than to what was sent, or to where the source is silent', async () => {
    log.write(hold('z', 1), ...Array.from({ length: 300 }, () => hold('a', 2)));
    await join();
    log.write(...Array.from({ length: 300 }, (_, n) => hold('y', n + 1, { source: 'metering#7' })));
    await join();
  });
});
