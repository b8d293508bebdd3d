import pg from 'pg';
import { AccountRepository } from '@credit-ledger/ledger';
import { PostgresEventStore, PostgresSnapshotStore } from '@credit-ledger/event-store-postgres';
import { silentLog, systemClock } from '@credit-ledger/kernel';
import type { Instance } from '@credit-ledger/standalone';

/** The accounts of the ledger in this process, on the engines of an instance whose ledger does not run. */
export class AppendBench {
  readonly store: PostgresEventStore;
  readonly accounts: AccountRepository;
  /** Logs in as the superuser: the ceiling has a table of its own. */
  readonly admin: pg.Client;
  private readonly snapshots: pg.Pool;

  private constructor({ databaseUrls, adminUrl }: Instance) {
    this.store = new PostgresEventStore({ url: databaseUrls.event_store, log: silentLog, applicationName: 'bench' });
    this.snapshots = new pg.Pool({ connectionString: databaseUrls.ledger, max: 2 });
    this.accounts = new AccountRepository({
      store: this.store,
      snapshots: new PostgresSnapshotStore(this.snapshots),
      clock: systemClock,
      log: silentLog,
    });
    this.admin = new pg.Client({ connectionString: adminUrl });
  }

  static async connect(instance: Instance): Promise<AppendBench> {
    const bench = new AppendBench(instance);
    await bench.admin.connect();
    return bench;
  }

  async lastPosition(): Promise<bigint> {
    const { rows } = await this.admin.query<{ position: string }>('select position from event_store.log_head');
    return BigInt(rows[0]?.position ?? 0);
  }

  async statementsBetween(from: bigint, to: bigint): Promise<number> {
    const { rows } = await this.admin.query<{ statements: string }>(
      'select count(distinct xmin::text) as statements from event_store.events where position between $1 and $2',
      [from, to],
    );
    return Number(rows[0]?.statements);
  }

  async close(): Promise<void> {
    await this.accounts.idle();
    await this.store.close();
    await this.snapshots.end();
    await this.admin.end();
  }
}
