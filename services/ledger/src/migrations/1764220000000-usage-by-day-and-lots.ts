import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addFirstGenerationSql } from './first-view-tables.js';

/**
 * Room for usage by day, for lots, and for what transactions are searched by. Nothing is filled here: the rows that are there stay
 * live until the ledger has made all views again from the events, which it does when it starts and before it serves.
 */
export class UsageByDayAndLots1764220000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table checkpoints add column views_shape integer not null default 1;

      create table daily_usage (
        generation integer not null,
        organisation_id text not null,
        day text collate "C" not null,
        usage_type text not null,
        photo_event_id bigint not null,
        photo_event_name text not null,
        credits_used bigint not null,
        usage_transactions bigint not null,
        primary key (generation, organisation_id, day, usage_type, photo_event_id)
      ) partition by list (generation);

      alter table transactions
        add column kind text,
        add column usage_type text,
        add column photo_event_id bigint,
        add column search_text text;

      create table transaction_lots (
        generation integer not null,
        organisation_id text not null,
        transaction_id text not null,
        lot_id text not null,
        credits bigint not null,
        primary key (generation, organisation_id, transaction_id, lot_id)
      ) partition by list (generation);`);
  }

  /** The release before reads a new, empty generation and fills it from the first event on; its answers lag until then. */
  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['balances', 'transactions', 'daily_usage', 'transaction_lots']) {
      const partitions = (await runner.query(
        'select inhrelid::regclass::text as name from pg_inherits where inhparent = $1::regclass',
        [table],
      )) as { name: string }[];
      for (const { name } of partitions) await runner.query(`drop table ${name}`);
    }
    await runner.query(`
      drop table daily_usage, transaction_lots;
      alter table transactions drop column kind, drop column usage_type, drop column photo_event_id, drop column search_text;
      alter table checkpoints drop column views_shape;
      drop table if exists monthly_usage;
      create table monthly_usage (
        generation integer not null,
        organisation_id text not null,
        month text not null,
        credits_used bigint not null,
        usage_transactions bigint not null,
        primary key (generation, organisation_id, month)
      ) partition by list (generation);`);
    const [row] = (await runner.query("select nextval('view_generations')::int as generation")) as [
      { generation: number },
    ];
    await runner.query(addFirstGenerationSql(row.generation));
    await runner.query("update checkpoints set generation = $1, position = '' where reader = 'account-views'", [
      row.generation,
    ]);
  }
}
