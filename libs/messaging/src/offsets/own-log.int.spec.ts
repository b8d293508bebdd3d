import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createServiceDatabase, emptyTables, type ServiceDatabase } from '../../test/service-database.js';
import { TOPICS } from '../ports/topics.js';
import { sessionOf } from '../sql/sql-session.js';
import { ForeignLogError, joinOwnLog } from './own-log.js';

/** A log that others can have written to, or that this service has. */
class Log {
  readonly written = new Set<string>();

  constructor(private readonly name: string) {}

  hasRecords = async (topic: string): Promise<boolean> => this.written.has(topic);
  groupInOffsets = async (group: string): Promise<string> => `${group}@${this.name}`;
}

describe('joining a log', () => {
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

  const join = (sourceEpoch = 1, at = log): Promise<void> =>
    joinOwnLog(sessionOf(database.pool), at, { name: 'billing', sourceEpoch });

  it('may be done again after something was sent, even if nothing was ever read', async () => {
    await join();
    log.written.add(TOPICS.billing);
    await join();
  });

  it('is refused to a new database where the service has spoken already, however often it tries', async () => {
    log.written.add(TOPICS.billing);
    await expect(join()).rejects.toThrow(ForeignLogError);
    await expect(join()).rejects.toThrow(ForeignLogError);
  });

  it('is refused to a database that knows another log', async () => {
    await join();
    const other = new Log('two');
    other.written.add(TOPICS.billing);
    await expect(join(1, other)).rejects.toThrow(ForeignLogError);
  });

  it('minds nobody else’s messages, and none of an earlier epoch', async () => {
    log.written.add(TOPICS.usage).add(TOPICS.ledger);
    await join();
    await emptyTables(database.pool);
    log.written.add(TOPICS.billing);
    await join(2);
  });
});
