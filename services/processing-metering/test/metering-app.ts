import type { DescMessage, MessageInitShape } from '@bufbuild/protobuf';
import { create, toBinary } from '@bufbuild/protobuf';
import { meteringClient, type MeteringClient } from '@credit-ledger/api-client';
import { billing } from '@credit-ledger/contracts';
import { parseOrganisationId, silentLog, type Clock, type OrganisationId } from '@credit-ledger/kernel';
import { TOPICS, toRecord, type Envelope, type Messaging } from '@credit-ledger/messaging';
import {
  CLOCK,
  connectMessaging,
  createTestApp,
  provisionTestDatabase,
  type TestApp,
} from '@credit-ledger/nest-platform';
import { createTestDatabase, eventually, poolOn, testMessagingUrl } from '@credit-ledger/testing';
import type { InjectionToken } from '@nestjs/common';
import type pg from 'pg';
import request from 'supertest';
import { loadMeteringConfig } from '../src/processing-metering.config.js';
import { meteringService } from '../src/processing-metering.service.js';
import { LedgerStandIn } from './ledger-stand-in.js';

export type Role = 'admin' | 'operator' | 'staff' | 'service';

export interface MeteringApp {
  readonly pool: pg.Pool;
  readonly messaging: Messaging;
  readonly ledger: LedgerStandIn;
  get(path: string, role?: Role): request.Test;
  post(path: string, role?: Role): request.Test;
  put(path: string, role?: Role): request.Test;
  /** The typed client of one who has the role in every organisation of the spec. */
  client(role?: Role): MeteringClient;
  anonymous(): ReturnType<typeof request>;
  provided<Provider>(token: InjectionToken<Provider>): Provider;
  /** Publishes a message as another service would. */
  publish<Schema extends DescMessage>(
    topic: string,
    schema: Schema,
    payload: MessageInitShape<Schema> & { organisationId: string },
    envelope?: Partial<Envelope>,
  ): Promise<void>;
  /** An organisation that nobody used before, known to metering. */
  register(): Promise<OrganisationId>;
  newOrganisationId(): OrganisationId;
  announce(organisationId: OrganisationId): Promise<void>;
  /** Another process of the service, as far as database and log can tell. */
  startAnother(): Promise<AnotherMetering>;
  close(): Promise<void>;
}

export interface AnotherMetering {
  provided<Provider>(token: InjectionToken<Provider>): Provider;
  post(path: string, role?: Role): request.Test;
  client(role?: Role): MeteringClient;
  close(): Promise<void>;
}

/** The whole service on a database of its own, connected to a real log; the ledger at its other end is a stand-in. */
export async function startMetering(
  environment: Readonly<Record<string, string>> = {},
  clock?: Clock,
): Promise<MeteringApp> {
  const database = await createTestDatabase();
  const logins = await provisionTestDatabase(database.url);
  const messagingUrl = testMessagingUrl(logins.broker);
  const config = loadMeteringConfig({
    PORT: '0',
    DATABASE_URL: logins.metering,
    MESSAGING_URL: messagingUrl,
    JWT_PUBLIC_KEYS: 'of the test app',
    LOG_LEVEL: 'silent',
    ...environment,
  });
  const start = (): Promise<TestApp> =>
    createTestApp(meteringService(config), (builder) =>
      clock === undefined ? builder : builder.overrideProvider(CLOCK).useValue(clock),
    );
  const app = await start();
  const tokens = await bearersOf(app);
  const pool = poolOn(logins.metering);
  const messaging = await connectMessaging(messagingUrl, { logger: silentLog, leaseMs: config.MESSAGING_LEASE_MS });
  const ledger = await LedgerStandIn.start(messaging, pool);
  let organisations = 0;
  let messages = 0;

  const publish: MeteringApp['publish'] = async (topic, schema, payload, envelope = {}) => {
    messages += 1;
    const complete: Envelope = {
      id: `message-${messages}`,
      type: schema.typeName,
      source: 'spec#1',
      time: '2026-11-21T09:30:00.000Z' as Envelope['time'],
      organisationId: payload.organisationId as OrganisationId,
      correlationId: 'correlation-1',
      causationId: 'cause-1',
      ...envelope,
    };
    await messaging.publisher.publish([toRecord(topic, complete, toBinary(schema, create(schema, payload)))]);
  };
  const newOrganisationId = (): OrganisationId => parseOrganisationId(`organisation-${(organisations += 1)}`);
  const announce = (organisationId: OrganisationId): Promise<void> =>
    publish(
      TOPICS.billing,
      billing.OrganisationRegisteredSchema,
      { organisationId, timeZone: 'Asia/Kolkata', region: 'IN', currency: 'INR', registeredAt: '2026-11-21T09:30:00Z' },
      { source: 'billing#1', sequence: 1n },
    );

  return {
    pool,
    messaging,
    ledger,
    get: (path, role = 'admin') => request(app.server).get(path).set('Authorization', tokens[role]),
    post: (path, role = 'admin') => request(app.server).post(path).set('Authorization', tokens[role]),
    put: (path, role = 'admin') => request(app.server).put(path).set('Authorization', tokens[role]),
    client: (role = 'admin') => clientOf(app, tokens[role]),
    anonymous: () => request(app.server),
    provided: (token) => app.app.get(token),
    publish,
    newOrganisationId,
    announce,
    async register() {
      const organisationId = newOrganisationId();
      await announce(organisationId);
      await eventually(async () => {
        const { rowCount } = await pool.query('SELECT 1 FROM organisations WHERE organisation_id = $1', [
          organisationId,
        ]);
        return rowCount === 1;
      });
      return organisationId;
    },
    async startAnother() {
      const another = await start();
      const bearers = await bearersOf(another);
      return {
        post: (path, role = 'admin') => request(another.server).post(path).set('Authorization', bearers[role]),
        client: (role = 'admin') => clientOf(another, bearers[role]),
        provided: (token) => another.app.get(token),
        close: () => another.close(),
      };
    },
    async close() {
      await app.close();
      await ledger.stop();
      await messaging.close();
      await pool.end();
      await database.drop();
    },
  };
}

const clientOf = ({ fetch }: TestApp, bearer: string): MeteringClient =>
  meteringClient({ baseUrl: 'http://metering', token: bearer.slice('Bearer '.length), fetch });

/** Enough for the specs of a file; an organisation beyond them is one that nobody is a member of. */
const ORGANISATIONS_MAX = 200;

// Made ahead, because a supertest request is built in one go.
async function bearersOf(app: TestApp): Promise<Record<Role, string>> {
  const organisations = Array.from({ length: ORGANISATIONS_MAX }, (_, index) => `organisation-${index + 1}`);
  const member = async (role: 'admin' | 'operator'): Promise<string> => {
    const memberships = Object.fromEntries(organisations.map((organisationId) => [organisationId, role]));
    return `Bearer ${await app.token({ sub: `${role}-1`, memberships })}`;
  };
  const platform = async (platformRole: 'staff' | 'service'): Promise<string> =>
    `Bearer ${await app.token({ sub: `${platformRole}-1`, platformRole })}`;
  return {
    admin: await member('admin'),
    operator: await member('operator'),
    staff: await platform('staff'),
    service: await platform('service'),
  };
}
