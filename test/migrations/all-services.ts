import { billingService, loadBillingConfig } from '@credit-ledger/billing';
import { invoicingService, loadInvoicingConfig } from '@credit-ledger/invoicing';
import { defineLedger, loadLedgerConfig } from '@credit-ledger/ledger';
import { CLOCK, createTestApp, provisionTestDatabase, type TestApp } from '@credit-ledger/nest-platform';
import { loadMeteringConfig, meteringService } from '@credit-ledger/processing-metering';
import type { RoleUrls } from '@credit-ledger/provisioning';
import { frozenClock } from '@credit-ledger/testing';
import type { ServiceName } from '@credit-ledger/standalone';
import request from 'supertest';
import { DataSource, type MigrationInterface } from 'typeorm';

export interface AllServices {
  readonly urls: RoleUrls;
  /** As staff, who may read everything. */
  get(service: ServiceName, path: string): request.Test;
  /** As a service; the key makes each a request of its own. */
  post(service: ServiceName, path: string, body: object): request.Test;
  /** All that a service runs before it serves. */
  migrations(service: ServiceName): readonly MigrationInterface[];
  close(): Promise<void>;
}

/** Today's four services on one database, in this process, at a moment that does not pass. */
export async function startAllServices(databaseUrl: string, now: string): Promise<AllServices> {
  const urls = await provisionTestDatabase(databaseUrl);
  const env = { PORT: '0', MESSAGING_URL: urls.broker, JWT_PUBLIC_KEYS: 'of the test app', LOG_LEVEL: 'silent' };
  const secret = 'sandbox-secret-of-this-spec-0123456789';
  const definitions = {
    billing: billingService(
      // Port 0 is for whoever listens; billing also tells its address to others.
      loadBillingConfig({ ...env, PORT: '4001', DATABASE_URL: urls.billing, SANDBOX_SECRET: secret }),
    ),
    ledger: defineLedger(loadLedgerConfig({ ...env, DATABASE_URL: urls.ledger, EVENT_STORE_URL: urls.event_store })),
    'processing-metering': meteringService(loadMeteringConfig({ ...env, DATABASE_URL: urls.metering })),
    invoicing: invoicingService(loadInvoicingConfig({ ...env, DATABASE_URL: urls.invoicing })),
  };
  const started = new Map<ServiceName, { app: TestApp; staff: string; service: string }>();
  const clock = frozenClock(now);
  for (const [name, definition] of Object.entries(definitions) as [ServiceName, (typeof definitions)['ledger']][]) {
    const app = await createTestApp(definition, (builder) => builder.overrideProvider(CLOCK).useValue(clock));
    const bearer = async (platformRole: 'staff' | 'service') =>
      `Bearer ${await app.token({ sub: `${platformRole}-1`, platformRole })}`;
    started.set(name, { app, staff: await bearer('staff'), service: await bearer('service') });
  }
  const of = (service: ServiceName) => started.get(service) as NonNullable<ReturnType<typeof started.get>>;
  let requests = 0;
  return {
    urls,
    get: (service, path) => request(of(service).app.server).get(path).set('Authorization', of(service).staff),
    post: (service, path, body) =>
      request(of(service).app.server)
        .post(path)
        .set('Authorization', of(service).service)
        .set('Idempotency-Key', `request-${(requests += 1)}`)
        .send(body),
    migrations: (service) => of(service).app.app.get(DataSource).migrations,
    async close() {
      await Promise.all([...started.values()].map(({ app }) => app.close()));
    },
  };
}
