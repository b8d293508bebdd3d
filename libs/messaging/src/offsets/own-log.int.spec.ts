import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { hold, holdRecord, outboxMessage, type HoldRecord } from '../../test/hold-messages.js';
import { createServiceDatabase, emptyTables, type ServiceDatabase } from '../../test/service-database.js';
import { Outbox } from '../outbox/outbox.js';
import type { IncomingRecord, OutgoingRecord } from '../ports/record.js';
import { TOPICS } from '../ports/topics.js';
import { storedRecords } from '../contract/stored-records.js';
import { sessionOf, type SqlSession } from '../sql/sql-session.js';
import { LogAheadError } from './log-ahead.js';
import { DatabaseServerChangedError, ForeignLogError, OwnLog } from './own-log.js';
import { saidByOutbox } from './said-before.js';

/** A log of one partition, that others can have written to, or that this service has. */
class Log {
  readFromOffset: number | undefined;
  private readonly records: IncomingRecord[] = [];

  constructor(private readonly name: string) {}

  write(...holds: readonly HoldRecord[]): this {
    const first = this.records.length;
    this.records.push(...holds.map((each, n) => ({ ...holdRecord(each), offset: BigInt(first + n) })));
    return this;
  }

  /** The topic was deleted and made anew. */
  remake(): this {
    this.records.length = 0;
    return this;
  }

  endsOf = async () => new Map([[0, BigInt(this.records.length)]]);
  async *readFrom(_topic: string, offsets: ReadonlyMap<number, bigint>) {
    const from = offsets.get(0);
    if (from === undefined) return;
    this.readFromOffset = Number(from);
    for (let next = Number(from); next < this.records.length; next += 100) yield this.records.slice(next, next + 100);
  }
  publisher = {
    publish: async (records: readonly OutgoingRecord[]) => {
      for (const record of records) this.records.push({ ...record, partition: 0, offset: BigInt(this.records.length) });
    },
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

/** Which server it is that answers: a restored one, or a replica that was promoted, is another. */
let server = 1;
beforeEach(() => void (server = 1));

const session = (): SqlSession => {
  const real = sessionOf(database.pool);
  const started = (sql: string) => sql.replaceAll('pg_postmaster_start_time()', `timestamptz '2026-11-0${server}'`);
  return { query: (sql, parameters) => real.query(started(sql), parameters) };
};

const ownLog = (source = 'metering#1', at = log): OwnLog =>
  new OwnLog(session(), at, { name: 'metering', source, saidBefore: saidByOutbox(session()) });

async function join(source?: string, at?: Log): Promise<OwnLog> {
  const own = ownLog(source, at);
  await own.join();
  return own;
}

/** Gives out the next number for each of the organisations; the messages wait to be sent. */
async function say(organisations: string, source = 'metering#1'): Promise<void> {
  const messages = [...organisations].map((id) => outboxMessage(id));
  await new Outbox(source).append(session(), messages);
  // As records of these numbers have them.
  await database.pool.query("UPDATE outbox SET message_id = organisation_id || '-' || sequence");
}

/** The database as it is now, to go back to. */
async function backup(): Promise<() => Promise<void>> {
  const tables = ['consumer_offsets', 'source_sequences', 'outbox'];
  const kept = await Promise.all(tables.map((table) => session().query<object>(`SELECT * FROM ${table}`, [])));
  return async () => {
    await emptyTables(database.pool);
    for (const [index, table] of tables.entries()) {
      const rows = JSON.stringify(kept[index]);
      await session().query(`INSERT INTO ${table} SELECT * FROM json_populate_recordset(NULL::${table}, $1)`, [rows]);
    }
  };
}

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

  it('is refused however much came behind the number that was forgotten, and whoever said it', async () => {
    const restore = await backup();
    await say('a');
    log.write(hold('a', 3), ...Array.from({ length: 1_000 }, (_, n) => hold('y', n + 1, { source: 'metering#7' })));
    // A process that was frozen while it sent goes on.
    log.write(hold('a', 1), hold('a', 2), hold('b', 1));
    await restore();
    await expect(join()).rejects.toThrow(/message 3 of metering#1 about a /);
  });

  it('is refused to an epoch that was left, though the next one has kept later ends since', async () => {
    const restore = await backup();
    await say('a');
    log.write(hold('a', 3));
    await restore();
    const next = await join('metering#2');
    await say('a'.repeat(1_000), 'metering#2');
    log.write(...Array.from({ length: 1_000 }, (_, n) => hold('a', n + 1, { source: 'metering#2' })));
    await next.note();
    await next.note();
    await expect(join('metering#1')).rejects.toThrow(/message 3 of metering#1 about a /);
    await join('metering#2');
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

  it('is refused where a number that was forgotten waits again, for another message', async () => {
    const restore = await backup();
    await say('a');
    log.write(hold('a', 3));
    await restore();
    await say('a');
    await join();
    await database.pool.query("UPDATE outbox SET message_id = 'another' WHERE organisation_id = 'a' AND sequence = 3");
    await expect(join()).rejects.toThrow(/message 3 of metering#1 about a /);
  });

  it('is read from the last end that was kept, which was seen the time before', async () => {
    const many = (organisation: string) => Array.from({ length: 1_000 }, (_, n) => hold(organisation, n + 1));
    const own = await join();
    expect(log.readFromOffset).toBe(0);
    await say('x'.repeat(1_000) + 'y'.repeat(1_000) + 'z'.repeat(1_000));
    log.write(...many('x'));
    await own.note();
    log.write(...many('y'));
    await own.note();
    log.write(...many('z'));
    await join();
    expect(log.readFromOffset).toBe(1_003);
    // In any case it is looked at what a partition ends in.
    await join();
    expect(log.readFromOffset).toBe(2_803);
  });

  it('is read as a whole where it was made anew, and is shorter than what was known of it', async () => {
    log.remake().write(hold('c', 1));
    await expect(join()).rejects.toThrow(/message 1 of metering#1 about c /);
  });
});

describe('a database that goes back while its service runs', () => {
  it('sends nothing any more where the log knows what it has forgotten, and keeps no end', async () => {
    const own = await join();
    await say('a');
    await own.publish([holdRecord(hold('a', 1))]);
    const restore = await backup();
    await say('a');
    await own.publish([holdRecord(hold('a', 2))]);
    await own.note();
    await restore();
    const known = await knownEnds();
    server = 2;
    await say('a');
    await database.pool.query("UPDATE outbox SET message_id = 'another' WHERE sequence = 2");
    for (let attempt = 0; attempt < 2; attempt++) {
      await own.note();
      const again = own.publish([holdRecord(hold('a', 2, { text: 'another' }))]);
      await expect(again).rejects.toThrow(/message 2 of metering#1 about a /);
    }
    expect(await storedRecords(log, TOPICS.metering)).toHaveLength(2);
    // What it had seen of the log was seen with the other server.
    expect(await knownEnds()).toEqual(known);
    await expect(join()).rejects.toThrow(LogAheadError);
  });

  const knownEnds = async (): Promise<readonly unknown[]> =>
    (await database.pool.query('SELECT partition, next_offset FROM consumer_offsets ORDER BY partition')).rows;

  it('sends again where it has forgotten nothing, but for what was read before', async () => {
    const own = await join();
    server = 2;
    await say('a');
    await expect(own.publish([holdRecord(hold('a', 1))])).rejects.toThrow(DatabaseServerChangedError);
    await own.publish([holdRecord(hold('a', 1))]);
    expect(await storedRecords(log, TOPICS.metering)).toHaveLength(1);
  });
});
