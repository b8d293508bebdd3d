import { messagingTablesSql } from '@credit-ledger/messaging';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is needed to hear of payments, and one row for each that will be invoiced. */
export class CreateInvoicing1764000000000 implements MigrationInterface {
  readonly name = 'CreateInvoicing1764000000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(messagingTablesSql);
    await runner.query(TABLES);
  }

  down(): Promise<void> {
    // What was paid has to be invoiced: there is no way back that would not forget payments.
    return Promise.reject(new Error('the first migration cannot be undone'));
  }
}

const TABLES = `
CREATE TABLE invoices (
  payment_id      uuid        PRIMARY KEY,
  organisation_id text        NOT NULL,
  order_id        uuid        NOT NULL,
  type            text        NOT NULL CHECK (type = 'CREDITS'),
  state           text        NOT NULL CHECK (state = 'WAITING_FOR_BILLING'),
  credits         bigint      NOT NULL CHECK (credits > 0),
  unit_price      text        NOT NULL,
  net_minor       bigint      NOT NULL CHECK (net_minor >= 0),
  tax_minor       bigint      NOT NULL CHECK (tax_minor >= 0),
  total_minor     bigint      NOT NULL CHECK (total_minor = net_minor + tax_minor),
  currency        text        NOT NULL,
  completed_at    timestamptz NOT NULL
);
CREATE INDEX invoices_newest_first ON invoices (organisation_id, completed_at DESC, payment_id DESC);
`;
