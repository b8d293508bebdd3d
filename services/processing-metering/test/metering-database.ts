import { parseOrganisationId, type OrganisationId } from '@credit-ledger/kernel';
import { messagingTablesSql, Outbox, transactionsOn, type RunInTransaction } from '@credit-ledger/messaging';
import { createTestDatabase, frozenClock, type FrozenClock, poolOn } from '@credit-ledger/testing';
import type pg from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { METERING_SCHEMA_SQL } from '../src/migrations/metering-migrations.js';
import { OrganisationDirectory } from '../src/organisations/organisation-directory.js';
import { UsageIntake } from '../src/usage/commands/usage-intake.js';

export interface MeteringDatabase {
  readonly pool: pg.Pool;
  readonly transactions: RunInTransaction;
  readonly clock: FrozenClock;
  readonly outbox: Outbox;
  readonly intake: UsageIntake;
  /** The intake of a process that has just started and remembers nothing. */
  boot(): UsageIntake;
  /** Registers an organisation under an id that no other spec of the file uses. */
  register(timeZone?: string): Promise<OrganisationId>;
  drop(): Promise<void>;
}

/** The service's tables in a database of their own, and an intake on it, without anything of Nest. */
export async function meteringDatabase(): Promise<MeteringDatabase> {
  const database = await createTestDatabase();
  const pool = poolOn(database.url, 8);
  await pool.query(messagingTablesSql);
  for (const sql of METERING_SCHEMA_SQL) await pool.query(sql);
  const clock = frozenClock();
  const outbox = new Outbox('metering#1');
  const boot = () =>
    new UsageIntake({ outbox, organisations: new OrganisationDirectory(), clock, newChargeId: uuidv7 });
  let registered = 0;
  return {
    pool,
    transactions: transactionsOn(pool),
    clock,
    outbox,
    intake: boot(),
    boot,
    async register(timeZone = 'Asia/Kolkata') {
      registered += 1;
      const organisationId = parseOrganisationId(`organisation-${registered}`);
      await pool.query('INSERT INTO organisations VALUES ($1, $2, $3)', [organisationId, timeZone, clock.now()]);
      return organisationId;
    },
    async drop() {
      await pool.end();
      await database.drop();
    },
  };
}
