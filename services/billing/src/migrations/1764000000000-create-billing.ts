import { messagingTablesSql } from '@credit-ledger/messaging';
import { idempotencyTableSql } from '@credit-ledger/nest-platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Everything billing owns, and the prices it starts with: USD 0.02 and INR 1.50 a credit, 18% GST on top of rupees. */
export class CreateBilling1764000000000 implements MigrationInterface {
  readonly name = 'CreateBilling1764000000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(messagingTablesSql);
    await runner.query(idempotencyTableSql);
    await runner.query(TABLES);
    await runner.query(PRICES);
  }

  down(): Promise<void> {
    // Payments are money: there is no way back that would not lose them.
    return Promise.reject(new Error('the first migration cannot be undone'));
  }
}

const TABLES = `
CREATE TABLE organisations (
  organisation_id text        PRIMARY KEY,
  name            text,
  region          text        NOT NULL,
  currency        text        NOT NULL,
  time_zone       text        NOT NULL,
  plan            text        NOT NULL CHECK (plan IN ('trial', 'payg', 'pro', 'enterprise')),
  registered_at   timestamptz NOT NULL,
  registered_by   text        NOT NULL
);

-- An entry is in force from its date until the next entry of its currency. A new price is a new row.
CREATE TABLE price_book (
  currency       text        NOT NULL,
  effective_from timestamptz NOT NULL,
  unit_price     text        NOT NULL CHECK (unit_price::numeric >= 0),
  tax_name       text,
  tax_percent    text        CHECK (tax_percent::numeric > 0),
  PRIMARY KEY (currency, effective_from),
  CHECK (num_nulls(tax_name, tax_percent) IN (0, 2))
);

CREATE TABLE credit_orders (
  order_id        uuid        PRIMARY KEY,
  organisation_id text        NOT NULL REFERENCES organisations,
  state           text        NOT NULL CHECK (state IN ('PLACED', 'FULFILLED')),
  credits         bigint      NOT NULL CHECK (credits > 0),
  unit_price      text        NOT NULL,
  currency        text        NOT NULL,
  net_minor       bigint      NOT NULL CHECK (net_minor >= 0),
  tax_minor       bigint      NOT NULL CHECK (tax_minor >= 0),
  tax_name        text,
  tax_percent     text,
  placed_by       text        NOT NULL,
  placed_at       timestamptz NOT NULL,
  fulfilled_at    timestamptz,
  CHECK ((state = 'FULFILLED') = (fulfilled_at IS NOT NULL))
);

-- A declined payment is not tried again: starting again makes a new order. So an order has one payment.
CREATE TABLE payments (
  payment_id         uuid        PRIMARY KEY,
  order_id           uuid        NOT NULL UNIQUE REFERENCES credit_orders,
  organisation_id    text        NOT NULL REFERENCES organisations,
  type               text        NOT NULL CHECK (type = 'CREDITS'),
  state              text        NOT NULL CHECK (state IN ('PENDING', 'COMPLETED', 'FAILED', 'ABANDONED')),
  reason             text,
  flag               text        CHECK (flag IN ('AMOUNT_MISMATCH', 'PAID_TWICE')),
  amount_minor       bigint      NOT NULL CHECK (amount_minor >= 0),
  currency           text        NOT NULL,
  gateway            text        NOT NULL,
  checkout_id        text,
  checkout_url       text,
  gateway_payment_id text,
  started_by         text        NOT NULL,
  started_at         timestamptz NOT NULL,
  completed_at       timestamptz,
  consistency_token  text,
  credits_added_at   timestamptz,
  UNIQUE (gateway, checkout_id),
  UNIQUE (gateway, gateway_payment_id),
  CHECK (num_nulls(checkout_id, checkout_url) IN (0, 2)),
  CHECK ((state IN ('FAILED', 'ABANDONED')) = (reason IS NOT NULL)),
  CHECK (CASE WHEN state = 'COMPLETED' THEN 0 ELSE 3 END = num_nulls(completed_at, gateway_payment_id, consistency_token))
);
CREATE INDEX payments_newest_first ON payments (organisation_id, started_at DESC, payment_id DESC);
CREATE INDEX payments_pending ON payments (started_at) WHERE state = 'PENDING';

-- What the gateways told us, and forgeries: each thing once.
CREATE TABLE gateway_events (
  event_id    uuid        PRIMARY KEY,
  gateway     text        NOT NULL,
  channel     text        NOT NULL CHECK (channel IN ('WEBHOOK', 'RETURN', 'RECHECK')),
  verdict     text        NOT NULL,
  payment_id  text,
  content     text        NOT NULL,
  received_at timestamptz NOT NULL
);
CREATE INDEX gateway_events_of_payment ON gateway_events (payment_id, received_at);
-- A forgery may have the content of something genuine.
CREATE UNIQUE INDEX gateway_events_once ON gateway_events (gateway, channel, md5(content), (verdict = 'BAD_SIGNATURE'));
CREATE INDEX gateway_events_forged ON gateway_events (received_at, event_id) WHERE verdict = 'BAD_SIGNATURE';

-- The balance as the ledger last told it, for quotes.
CREATE TABLE account_balances (
  organisation_id text   PRIMARY KEY,
  balance         bigint NOT NULL,
  source          text   NOT NULL,
  sequence        bigint NOT NULL
);
`;

const PRICES = `
INSERT INTO price_book (currency, effective_from, unit_price, tax_name, tax_percent) VALUES
  ('USD', '2020-01-01T00:00:00Z', '0.02', NULL, NULL),
  ('INR', '2020-01-01T00:00:00Z', '1.50', 'GST', '18');
`;
