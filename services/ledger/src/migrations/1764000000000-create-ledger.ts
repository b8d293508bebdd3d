import type { MigrationInterface, QueryRunner } from 'typeorm';
import { snapshotTablesSql } from '@credit-ledger/event-store-postgres';
import { messagingTablesSql } from '@credit-ledger/messaging';
import { idempotencyTableSql } from '@credit-ledger/nest-platform';
import { addFirstGenerationSql, FIRST_VIEW_TABLES, firstViewTablesSql } from './first-view-tables.js';

/** Views in their first generation, and what the libraries keep. The events are the event store's, not the ledger's. */
export class CreateLedger1764000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(messagingTablesSql);
    await runner.query(idempotencyTableSql);
    await runner.query(snapshotTablesSql);
    await runner.query(firstViewTablesSql);
    const [row] = (await runner.query("select nextval('view_generations')::int as generation")) as [
      { generation: number },
    ];
    await runner.query(addFirstGenerationSql(row.generation));
    await runner.query(
      "insert into checkpoints (reader, generation, position) values ('account-views', $1, ''), ('account-facts', $1, '')",
      [row.generation],
    );
  }

  /** Everything here can be made again from the events, except offsets and letters, which an empty ledger has none of. */
  async down(runner: QueryRunner): Promise<void> {
    const messaging = ['dead_letters', 'source_marks', 'consumer_offsets', 'relay_lease', 'outbox', 'source_sequences'];
    const own = ['told_accounts', 'account_snapshots', 'idempotency_keys', 'checkpoints', ...FIRST_VIEW_TABLES];
    for (const table of [...own, ...messaging]) await runner.query(`drop table ${table}`);
    await runner.query('drop sequence view_generations');
  }
}
