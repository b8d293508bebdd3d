import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the sandbox, standing in for an outside company, remembers. Nothing of billing refers to it. */
export class CreateSandbox1764000000001 implements MigrationInterface {
  readonly name = 'CreateSandbox1764000000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE sandbox_webhooks; DROP TABLE sandbox_checkouts;');
  }
}

const TABLES = `
CREATE TABLE sandbox_checkouts (
  checkout_id        text        PRIMARY KEY,
  -- The shop's own id of the payment: opening a checkout for it again answers the one that is there.
  reference          text        NOT NULL UNIQUE,
  description        text        NOT NULL,
  amount_minor       bigint      NOT NULL,
  currency           text        NOT NULL,
  return_url         text        NOT NULL,
  state              text        NOT NULL CHECK (state IN ('OPEN', 'PAID', 'DECLINED', 'CANCELLED')),
  gateway_payment_id text        UNIQUE,
  opened_at          timestamptz NOT NULL DEFAULT now(),
  CHECK ((state = 'PAID') = (gateway_payment_id IS NOT NULL))
);

CREATE TABLE sandbox_webhooks (
  webhook_id      uuid        PRIMARY KEY DEFAULT gen_random_uuid(),
  checkout_id     text        NOT NULL REFERENCES sandbox_checkouts,
  body            text        NOT NULL,
  attempts        integer     NOT NULL DEFAULT 0,
  next_attempt_at timestamptz NOT NULL DEFAULT now(),
  delivered_at    timestamptz
);
CREATE INDEX sandbox_webhooks_due ON sandbox_webhooks (next_attempt_at) WHERE delivered_at IS NULL;
`;
