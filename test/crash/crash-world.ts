import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import { poolOn, testEngines } from '@credit-ledger/testing';
import type { ServiceConnection } from '@credit-ledger/api-client';
import { PostgresEventStore } from '@credit-ledger/event-store-postgres';
import { silentLog } from '@credit-ledger/kernel';
import type { Messaging } from '@credit-ledger/messaging';
import { connectMessaging } from '@credit-ledger/nest-platform';
import {
  findFreePortBase,
  startInstance,
  type Engines,
  type Instance,
  type ServiceName,
  type ServiceProcess,
  type TokenRole,
} from '@credit-ledger/standalone';
import { WatchedLog } from './watched-log.js';
import { PATIENCE_MS, PatientFetch, type Route } from './patient-fetch.js';

/** How long the partitions of a process that was killed or frozen stay with it. Short, because every case waits for it. */
const LEASE_MS = 1_500;

/** Processes that take requests in turn, and what ends the requests that they have not answered. */
type Routes = { readonly urls: string[]; readonly leave: AbortController };

/** All four services on a PostgreSQL of their own, in processes that a case may kill, and ways to look behind them. */
export class CrashWorld {
  private readonly routes = new Map<ServiceName, Routes>();
  private othersStarted = 0;

  private constructor(
    readonly instance: Instance,
    readonly dataDir: string,
    /** Publishes usage as an internal service would. */
    readonly messaging: Messaging,
    /** Reads what the services send each other. */
    readonly watchedLog: WatchedLog,
    readonly eventStore: PostgresEventStore,
    /** Logs in as the superuser, whom no schema is hidden from. */
    readonly admin: pg.Pool,
  ) {}

  static async start(
    env: Readonly<Record<string, string>> = {},
    engines: Engines = testEngines(),
  ): Promise<CrashWorld> {
    const dataDir = await mkdtemp(join(tmpdir(), 'credit-ledger-crash-'));
    const all = { LOG_LEVEL: 'info', MESSAGING_LEASE_MS: String(LEASE_MS), ...env };
    const instance = await startInstance({
      portBase: await findFreePortBase(),
      dataDir,
      engines,
      env: { all },
    });
    const { databaseUrls, adminUrl, messagingUrl } = instance;
    const admin = poolOn(adminUrl, 4);
    const eventStore = new PostgresEventStore({ url: databaseUrls.event_store, log: silentLog });
    const messaging = await connectMessaging(messagingUrl, { logger: silentLog, leaseMs: LEASE_MS });
    const watchedLog = await WatchedLog.watch(messaging, adminUrl);
    return new CrashWorld(instance, dataDir, messaging, watchedLog, eventStore, admin);
  }

  readonly requests = new PatientFetch((service) => this.nextRoute(service));

  /** For the typed client of a service: somebody of the organisation, who waits until there is an answer. */
  connect(service: ServiceName, role: TokenRole, organisationId: string): ServiceConnection {
    return {
      baseUrl: this.instance.urls[service],
      token: () => this.instance.token(role, organisationId),
      timeoutMs: 2 * PATIENCE_MS,
      fetch: (request) => this.requests.send(service, request),
    };
  }

  /** Rows as the superuser sees them; names are written with their schema. */
  async rows<Row extends pg.QueryResultRow>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    return (await this.admin.query<Row>(sql, [...parameters])).rows;
  }

  /** From now on requests to a service go to these processes in turn, as a load balancer would have it; none: to its own. */
  routeTo(service: ServiceName, processes: readonly ServiceProcess[]): void {
    this.routes.get(service)?.leave.abort();
    this.routes.set(service, { urls: processes.map(({ url }) => url), leave: new AbortController() });
  }

  /** A second process of a service, on a port of its own. */
  startAnother(service: ServiceName, env?: Readonly<Record<string, string>>): Promise<ServiceProcess> {
    this.othersStarted += 1;
    // Beyond the ports of the instance, which are the next five.
    return this.instance.startAnother(service, this.instance.portBase + 5 + this.othersStarted, env);
  }

  /** What a process has logged since it first ran in this world. */
  log(name: string): Promise<string> {
    return readFile(join(this.dataDir, 'logs', `${name}.log`), 'utf8');
  }

  private nextRoute(service: ServiceName): Route {
    if (!this.routes.has(service)) this.routeTo(service, []);
    const { urls, leave } = this.routes.get(service) as Routes;
    const url = urls.shift();
    if (url !== undefined) urls.push(url);
    return { url: url ?? this.instance.urls[service], left: leave.signal };
  }

  async close(): Promise<void> {
    await this.watchedLog.close();
    await Promise.all([this.messaging.close(), this.eventStore.close(), this.admin.end()]);
    await this.instance.stop();
    await rm(this.dataDir, { recursive: true, force: true });
  }
}
