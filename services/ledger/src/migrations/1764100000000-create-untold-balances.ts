import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Balances that changed and that nobody was told yet. */
export class CreateUntoldBalances1764100000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- The last event that changed the sums in told_accounts without a fact of its own. Rows are changed a few times and
      -- go again: room for HOT updates.
      create table untold_balances (
        organisation_id text collate "C" primary key,
        version         bigint not null,
        recorded_at     text not null,
        correlation_id  text not null,
        causation_id    text not null
      ) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table untold_balances');
  }
}
