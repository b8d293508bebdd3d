import { once } from 'node:events';
import {
  loadOrCreateTokenIssuer,
  tokenFor,
  type RoleUrls,
  type TokenIssuer,
  type TokenRole,
} from '@credit-ledger/provisioning';
import { superuserUrl, type PostgresServer } from '@credit-ledger/postgres-server';
import { createDataDirectory, dataDirectory, logFileOf, type DataDirectory } from './data-directory.js';
import { checkEngines, recordEngines, recordLog, type ChangedEngines } from './engine-record.js';
import { assertEnginesAnswer, type Engines } from './engines.js';
import { provision, startDatabase } from './instance-database.js';
import { InstanceError } from './instance-error.js';
import { acquireInstanceLock, type InstanceLock } from './instance-lock.js';
import { assertLogNotAhead } from './own-logs.js';
import { assertPortsAreFree } from './port-check.js';
import { loadOrCreateSecrets, type Secrets } from './secrets.js';
import { portOf, postgresPort, SERVICES, urlOf, type ServiceName } from './service-catalog.js';
import { DATABASE, serviceEnvironment } from './service-environment.js';
import { spawnService, type ProcessExit, type ServiceProcess } from './service-process.js';

export type InstanceOptions = {
  /** Services listen on the ports above it, PostgreSQL on the fifth. */
  readonly portBase: number;
  readonly dataDir: string;
  /** Which services to start; all by default. */
  readonly services?: readonly ServiceName[];
  /** Engines that somebody else runs. */
  readonly engines?: Engines;
  /** Which data were moved from other engines to these by hand. */
  readonly changed?: ChangedEngines;
  /** More environment, for all services or one, such as `{ ledger: { FAILPOINTS: 'ledger.appended=kill' } }`. */
  readonly env?: Partial<Record<ServiceName | 'all', Readonly<Record<string, string>>>>;
  /** Aborted: stop starting, and leave nothing running. */
  readonly signal?: AbortSignal;
  /** What happens, line by line. */
  readonly log?: (line: string) => void;
};

export type Death = ProcessExit & { readonly name: ServiceName | 'PostgreSQL' };

/** PostgreSQL and services that run on this machine, as processes of their own. */
export interface Instance {
  readonly portBase: number;
  readonly dataDir: string;
  readonly services: readonly ServiceName[];
  readonly urls: Readonly<Record<ServiceName, string>>;
  /** Logins of each role, and the superuser's. */
  readonly databaseUrls: RoleUrls;
  readonly adminUrl: string;
  readonly engines: Engines;
  /** What its services have as MESSAGING_URL and EVENT_STORE_URL. */
  readonly messagingUrl: string;
  readonly eventStoreUrl: string;
  /** A token for the role; `admin` and `operator` are members of the organisation. */
  token(role: TokenRole, organisationId?: string, lifetimeSeconds?: number): Promise<string>;
  process(service: ServiceName): ServiceProcess;
  /** Fulfilled with the first process that ended without having been asked to through this object. */
  readonly died: Promise<Death>;
  kill(service: ServiceName, signal: NodeJS.Signals): Promise<ProcessExit | undefined>;
  /** Starts the service again after it ended or was killed; stops it before when it runs. `env` replaces what it had of its own. */
  restart(service: ServiceName, env?: Readonly<Record<string, string>>): Promise<void>;
  /** One more process of a service, on a port of its own. It is stopped with the instance. */
  startAnother(service: ServiceName, port: number, env?: Readonly<Record<string, string>>): Promise<ServiceProcess>;
  /** Crash tests: ends PostgreSQL as if the machine had failed, and starts it again on the same files. */
  killPostgres(): Promise<void>;
  restartPostgres(): Promise<void>;
  /** Services first, then PostgreSQL. Data stay. */
  stop(): Promise<void>;
}

/**
 * Starts an instance and waits until every service is ready.
 * @throws InstanceError when the data directory or a port is in use, an engine is not there or another one than the data were
 * made with, or a service does not come up; nothing is left running.
 */
export async function startInstance(options: InstanceOptions): Promise<Instance> {
  const directory = dataDirectory(options.dataDir);
  await createDataDirectory(directory);
  const lock = await acquireInstanceLock(directory, options);
  const instance = new LocalInstance(options, directory, lock);
  try {
    await instance.start();
    return instance;
  } catch (error) {
    await instance.stop();
    throw error;
  }
}

/** A broker that has just come up takes its time over its first topics. */
const LOG_ANSWERS_WITHIN_MS = 90_000;
const SHOWN_EVERY_RECORDS = 100_000;

class LocalInstance implements Instance {
  readonly portBase: number;
  readonly dataDir: string;
  readonly services: readonly ServiceName[];
  readonly urls: Readonly<Record<ServiceName, string>>;
  readonly died: Promise<Death>;
  databaseUrls!: RoleUrls;
  adminUrl!: string;
  private secrets!: Secrets;
  private issuer!: TokenIssuer;
  private postgres: PostgresServer | undefined;
  private readonly processes = new Map<ServiceName, ServiceProcess>();
  private readonly others: ServiceProcess[] = [];
  private readonly expectedToEnd = new WeakSet<ServiceProcess | PostgresServer>();
  private reportDeath!: (death: Death) => void;
  private readonly log: (line: string) => void;

  constructor(
    private readonly options: InstanceOptions,
    private readonly directory: DataDirectory,
    private readonly lock: InstanceLock,
  ) {
    this.portBase = options.portBase;
    this.dataDir = options.dataDir;
    this.services = options.services ?? SERVICES;
    this.log = options.log ?? (() => undefined);
    const url = (service: ServiceName) => urlOf(service, options.portBase);
    this.urls = {
      billing: url('billing'),
      ledger: url('ledger'),
      'processing-metering': url('processing-metering'),
      invoicing: url('invoicing'),
    };
    this.died = new Promise((resolve) => (this.reportDeath = resolve));
  }

  async start(): Promise<void> {
    const { services } = this;
    await assertPortsAreFree(this.portBase, services);
    await assertEnginesAnswer(this.engines);
    await checkEngines(this.directory, this.engines, this.options.changed);
    this.secrets = await loadOrCreateSecrets(this.directory);
    this.issuer = await loadOrCreateTokenIssuer(this.directory);
    this.log('starting PostgreSQL');
    await this.restartPostgres();
    this.options.signal?.throwIfAborted();
    this.databaseUrls = await provision(this.secrets, this.portBase);
    this.adminUrl = superuserUrl(postgresPort(this.portBase), this.secrets.superuser, DATABASE);
    await this.assertLogNotAhead();
    this.options.signal?.throwIfAborted();
    await recordLog(this.directory, this.engines);
    this.log(`starting ${services.join(', ')}`);
    const started = await Promise.all(services.map((service) => this.spawn(service, this.options.env?.[service])));
    await Promise.all(started.map((one) => one.ready(this.options.signal)));
    if (services.includes('ledger')) await recordEngines(this.directory, this.engines);
  }

  get engines(): Engines {
    return this.options.engines ?? {};
  }

  get messagingUrl(): string {
    return this.engines.messagingUrl ?? this.databaseUrls.broker;
  }

  get eventStoreUrl(): string {
    return this.engines.eventStoreUrl ?? this.databaseUrls.event_store;
  }

  token(role: TokenRole, organisationId?: string, lifetimeSeconds?: number): Promise<string> {
    return tokenFor(this.issuer, role, organisationId, lifetimeSeconds);
  }

  process(service: ServiceName): ServiceProcess {
    const found = this.processes.get(service);
    if (found === undefined) throw new Error(`${service} was not started in this instance`);
    return found;
  }

  async kill(service: ServiceName, signal: NodeJS.Signals): Promise<ProcessExit | undefined> {
    const running = this.process(service);
    // Whoever freezes a process wants it back.
    if (signal === 'SIGSTOP' || signal === 'SIGCONT') {
      running.kill(signal);
      return undefined;
    }
    this.expectedToEnd.add(running);
    running.kill(signal);
    return running.exited;
  }

  async restart(service: ServiceName, env?: Readonly<Record<string, string>>): Promise<void> {
    const before = this.processes.get(service);
    if (before !== undefined) await this.end(before);
    await (await this.spawn(service, env)).ready();
  }

  async startAnother(
    service: ServiceName,
    port: number,
    env?: Readonly<Record<string, string>>,
  ): Promise<ServiceProcess> {
    const another = await this.launch(service, `${service}-${port}`, `http://127.0.0.1:${port}`, {
      ...env,
      PORT: String(port),
    });
    this.others.push(another);
    await another.ready();
    return another;
  }

  async killPostgres(): Promise<void> {
    if (this.postgres === undefined) return;
    this.expectedToEnd.add(this.postgres);
    this.postgres.kill('SIGKILL');
    await this.postgres.exited;
    this.postgres = undefined;
  }

  async restartPostgres(): Promise<void> {
    const postgres = await startDatabase(this.directory, this.secrets, this.portBase);
    this.postgres = postgres;
    await this.lock.record('PostgreSQL', postgres.pid);
    void postgres.exited.then((exit) => this.ended('PostgreSQL', postgres, exit));
  }

  async stop(): Promise<void> {
    await Promise.all([...this.processes.values(), ...this.others].map((one) => this.end(one)));
    if (this.postgres !== undefined) {
      this.expectedToEnd.add(this.postgres);
      await this.postgres.stop();
    }
    await this.lock.release();
  }

  /** What the instance's own PostgreSQL holds went back together. */
  private async assertLogNotAhead(): Promise<void> {
    if (this.engines.messagingUrl === undefined) return;
    this.log('looking at the end of the log');
    const silence = new AbortController();
    const timer = setTimeout(() => silence.abort(), LOG_ANSWERS_WITHIN_MS);
    let shown = 0;
    const onLooked = (records: number): void => {
      timer.refresh();
      if (records < shown + SHOWN_EVERY_RECORDS) return;
      shown = records;
      this.log(`looking at the log: ${records} records so far`);
    };
    const given = AbortSignal.any([
      silence.signal,
      ...(this.options.signal === undefined ? [] : [this.options.signal]),
    ]);
    try {
      await Promise.race([assertLogNotAhead(this, onLooked), once(given, 'abort')]);
    } finally {
      clearTimeout(timer);
    }
    if (silence.signal.aborted)
      throw new InstanceError('the log that MESSAGING_URL names accepts connections and answers nothing');
  }

  private async spawn(
    service: ServiceName,
    env: Readonly<Record<string, string>> | undefined,
  ): Promise<ServiceProcess> {
    const port = String(portOf(service, this.portBase));
    const started = await this.launch(service, service, this.urls[service], { ...env, PORT: port });
    this.processes.set(service, started);
    return started;
  }

  private async launch(
    service: ServiceName,
    name: string,
    url: string,
    env: Readonly<Record<string, string>>,
  ): Promise<ServiceProcess> {
    const { directory, secrets, portBase, engines } = this;
    const base = serviceEnvironment(service, { directory, secrets, portBase, engines });
    const logFile = await logFileOf(directory, name);
    const started = spawnService({ service, url, logFile, env: { ...base, ...this.options.env?.all, ...env } });
    await this.lock.record(name, started.pid);
    void started.exited.then((exit) => this.ended(service, started, exit));
    return started;
  }

  private async end(running: ServiceProcess): Promise<void> {
    this.expectedToEnd.add(running);
    await running.stop();
  }

  private ended(name: Death['name'], ended: ServiceProcess | PostgresServer, exit: ProcessExit): void {
    if (!this.expectedToEnd.has(ended)) this.reportDeath({ name, ...exit });
  }
}
