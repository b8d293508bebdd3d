import { freePortBase, guard } from '@credit-ledger/postgres-server';
import { brokerJars } from './broker-jars.js';
import { spawnBroker, untilAnswering, type SpawnedBroker } from './broker-process.js';
import { assertJava } from './java.js';
import { createKafkaDirectory, kafkaDirectory } from './kafka-directory.js';
import { loadKafkaLocalConfig } from './kafka-local.config.js';

export type KafkaOptions = {
  /** Holds storage and log of this broker; new storage is made where there is none. */
  readonly dir: string;
  /** A free one by default. It stays the same through restarts. */
  readonly port?: number;
  /** Overrides of server.properties, such as `{ 'group.min.session.timeout.ms': '1000' }`. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Who may log in by SCRAM, as Kafka's storage tool takes it: `SCRAM-SHA-512=[name=ann,password=…]`. Known to new storage alone. */
  readonly scramUsers?: readonly string[];
  /** Remove `dir` should this process die without having stopped the broker. */
  readonly disposable?: boolean;
  readonly log?: (line: string) => void;
};

/** A broker of this process's own, which does not outlive it. */
export interface LocalKafka {
  /** For MESSAGING_URL. */
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  /** Any signal to the broker; after SIGKILL it waits until it is gone. */
  kill(signal?: NodeJS.Signals): Promise<void>;
  /** Stops it when it runs, and starts it again on its storage and port. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

const STOPS_WITHIN_MS = 30_000;

/**
 * Starts a broker for tests and benchmarks, beside whatever else runs, and waits until it answers. Its jars are those of
 * `npm run kafka:start`, and fetched where they are not there yet.
 * @throws JarsUnreachableError, CannotRunKafkaError or InstanceError, as `npm run kafka:start`.
 */
export async function startKafka(options: KafkaOptions): Promise<LocalKafka> {
  const log = options.log ?? (() => undefined);
  const programs = await findPrograms(log);
  await createKafkaDirectory(kafkaDirectory(options.dir));
  const kafka = new GuardedKafka(options, { ...programs, log, port: options.port ?? (await freePortBase(1)) + 1 });
  await kafka.start();
  return kafka;
}

/**
 * Whether `startKafka` has what it needs. Jars are fetched where they are not there yet.
 * @throws JarsUnreachableError or CannotRunKafkaError, as `startKafka`.
 */
export const assertKafkaCanStart = async (log: (line: string) => void): Promise<void> => void (await findPrograms(log));

async function findPrograms(log: (line: string) => void): Promise<{ jars: string; java: string }> {
  const { dir, java } = loadKafkaLocalConfig();
  await assertJava(java);
  return { java, jars: await brokerJars({ dir, log }) };
}

type Programs = {
  readonly jars: string;
  readonly java: string;
  readonly port: number;
  readonly log: (line: string) => void;
};

class GuardedKafka implements LocalKafka {
  private running: SpawnedBroker | undefined;

  constructor(
    private readonly options: KafkaOptions,
    private readonly programs: Programs,
  ) {}

  get port(): number {
    return this.programs.port;
  }

  get url(): string {
    return `kafka://127.0.0.1:${this.port}`;
  }

  get pid(): number {
    return this.running?.pid ?? 0;
  }

  async start(): Promise<void> {
    const { dir, settings, scramUsers, disposable } = this.options;
    const directory = kafkaDirectory(dir);
    const options = { directory, settings, scramUsers, ...this.programs };
    const broker = await spawnBroker(options);
    this.running = broker;
    const dismiss = guard(broker.pid, { removeDir: disposable === true ? dir : undefined, signal: 'KILL' });
    void broker.exited.then(dismiss);
    try {
      await untilAnswering(broker.exited, options);
    } catch (error) {
      await this.kill();
      throw error;
    }
  }

  async kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    if (this.running === undefined) return;
    this.running.kill(signal);
    if (signal !== 'SIGKILL') return;
    await this.running.untilExited();
    this.running = undefined;
  }

  async restart(): Promise<void> {
    await this.stop();
    await this.start();
  }

  async stop(): Promise<void> {
    if (this.running === undefined) return;
    const { running } = this;
    // A process that was frozen does not hear that it is to end.
    running.kill('SIGCONT');
    running.kill('SIGTERM');
    const timer = setTimeout(() => running.kill('SIGKILL'), STOPS_WITHIN_MS);
    await running.untilExited().finally(() => clearTimeout(timer));
    this.running = undefined;
  }
}
