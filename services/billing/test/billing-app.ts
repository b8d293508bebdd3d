import { fromBinary, type DescMessage, type MessageShape } from '@bufbuild/protobuf';
import { billingClient, type BillingClient } from '@credit-ledger/api-client';
import { billing } from '@credit-ledger/contracts';
import { OutboxRelay } from '@credit-ledger/messaging';
import { CLOCK, createTestApp, provisionTestDatabase, type TestApp } from '@credit-ledger/nest-platform';
import {
  createTestDatabase,
  freePort,
  type FrozenClock,
  frozenClock,
  poolOn,
  testMessagingUrl,
} from '@credit-ledger/testing';
import type { InjectionToken } from '@nestjs/common';
import type pg from 'pg';
import request from 'supertest';
import { loadBillingConfig } from '../src/billing.config.js';
import { billingService } from '../src/billing.service.js';

export const SANDBOX_SECRET = 'sandbox-secret-of-this-spec-0123456789';

/** A message in the outbox, decoded. */
export type ToldFact = { readonly type: string; readonly sequence: bigint; readonly fact: Record<string, unknown> };

export type Role = 'admin' | 'operator' | 'staff' | 'service';

export interface BillingApp {
  readonly clock: FrozenClock;
  readonly database: pg.Pool;
  readonly publicUrl: string;
  get(path: string, role?: Role, organisationId?: string): request.Test;
  post(path: string, role?: Role, organisationId?: string): request.Test;
  /** The typed client of one who has the role in the organisation. */
  client(role?: Role, organisationId?: string): BillingClient;
  /** Without a token. */
  anonymous(): ReturnType<typeof request>;
  /** What was told about the organisation so far, in order. Nothing is sent in specs, so nothing leaves the outbox. */
  told(organisationId: string): Promise<ToldFact[]>;
  /** One of the service's own providers. */
  provided<Provider>(token: InjectionToken): Provider;
  listen(): Promise<void>;
  close(): Promise<void>;
}

const SCHEMAS: readonly DescMessage[] = [
  billing.OrganisationRegisteredSchema,
  billing.CreditsGrantedSchema,
  billing.PaymentCompletedSchema,
  billing.PlanChangedSchema,
];

/** Billing with its whole HTTP pipeline on a database of its own, with a clock that stands still and a silent relay. */
export async function startBilling(environment: Readonly<Record<string, string>> = {}): Promise<BillingApp> {
  const testDatabase = await createTestDatabase();
  const logins = await provisionTestDatabase(testDatabase.url);
  const config = loadBillingConfig({
    PORT: String(await freePort()),
    DATABASE_URL: logins.billing,
    MESSAGING_URL: testMessagingUrl(logins.broker),
    JWT_PUBLIC_KEYS: 'of the test app',
    LOG_LEVEL: 'silent',
    SANDBOX_SECRET,
    ...environment,
  });
  const clock = frozenClock();
  const relay: Pick<OutboxRelay, 'start' | 'stop'> = { start: () => undefined, stop: () => Promise.resolve() };
  const app = await createTestApp(billingService(config), (builder) =>
    builder.overrideProvider(CLOCK).useValue(clock).overrideProvider(OutboxRelay).useValue(relay),
  );
  const database = poolOn(logins.billing);
  // Made ahead, because a supertest request is built in one go.
  const tokens = await tokensOfAll(app);
  const bearer = (role: Role, organisationId: string): string =>
    `Bearer ${tokens.get(`${role} ${organisationId}`) ?? ''}`;
  return {
    clock,
    database,
    publicUrl: config.PUBLIC_URL,
    get: (path, role = 'admin', organisationId = organisationIn(path)) =>
      request(app.server).get(path).set('Authorization', bearer(role, organisationId)),
    post: (path, role = 'admin', organisationId = organisationIn(path)) =>
      request(app.server).post(path).set('Authorization', bearer(role, organisationId)),
    client: (role = 'admin', organisationId = 'acme') =>
      billingClient({
        baseUrl: config.PUBLIC_URL,
        token: bearer(role, organisationId).slice('Bearer '.length),
        fetch: app.fetch,
      }),
    anonymous: () => request(app.server),
    told: (organisationId) => toldFacts(database, organisationId),
    provided: (token) => app.app.get(token),
    async listen() {
      await app.app.listen(config.PORT, config.HOST);
    },
    async close() {
      await app.close();
      await database.end();
      await testDatabase.drop();
    },
  };
}

/** The organisations that specs have tokens for. */
export const ORGANISATIONS = ['acme', 'rival', 'yankee', 'third'] as const;

async function tokensOfAll(app: TestApp): Promise<ReadonlyMap<string, string>> {
  const tokens = new Map<string, string>();
  for (const organisationId of ORGANISATIONS) {
    for (const role of ['admin', 'operator'] as const) {
      const claims = { sub: `${role}-of-${organisationId}`, memberships: { [organisationId]: role } };
      tokens.set(`${role} ${organisationId}`, await app.token(claims));
    }
    for (const role of ['staff', 'service'] as const) {
      tokens.set(`${role} ${organisationId}`, await app.token({ sub: `${role}-1`, platformRole: role }));
    }
  }
  return tokens;
}

const organisationIn = (path: string): string => /organisations\/([^/?]+)/.exec(path)?.[1] ?? 'acme';

async function toldFacts(database: pg.Pool, organisationId: string): Promise<ToldFact[]> {
  const { rows } = await database.query<{ type: string; sequence: string; payload: Buffer }>(
    'SELECT type, sequence, payload FROM outbox WHERE organisation_id = $1 ORDER BY sequence',
    [organisationId],
  );
  return rows.map(({ type, sequence, payload }) => {
    const schema = SCHEMAS.find(({ typeName }) => typeName === type);
    if (schema === undefined) throw new Error(`billing told a ${type}, which nobody knows`);
    const { $typeName: _, ...fact } = fromBinary(schema, payload) as MessageShape<DescMessage> &
      Record<string, unknown>;
    return { type: schema.name, sequence: BigInt(sequence), fact };
  });
}
