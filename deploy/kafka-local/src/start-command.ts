import { InstanceError } from '@credit-ledger/standalone';
import { brokerJars } from './broker-jars.js';
import { spawnBroker, untilAnswering, type BrokerOptions } from './broker-process.js';
import { claimRecord, recordOf, removeRecord, replaceRecord, runningBroker } from './broker-record.js';
import { createKafkaDirectory, kafkaDirectory, type KafkaDirectory } from './kafka-directory.js';
import { assertJava } from './java.js';
import { loadKafkaLocalConfig, type KafkaLocalConfig } from './kafka-local.config.js';
import { stopProcess } from './stop-process.js';
import { exitCodeOf } from './ways-out.js';

// The one line for a shell goes to standard output, everything else beside it.
const print = (line: string): void => void process.stdout.write(`${line}\n`);
const say = (line: string): void => void process.stderr.write(`${line}\n`);

/** `npm run kafka:start`: a broker in the background. Returns the exit code: see `exitCodeOf`. */
export async function startCommand(): Promise<number> {
  try {
    const config = loadKafkaLocalConfig();
    const port = await startInBackground(config);
    print(`export MESSAGING_URL=kafka://127.0.0.1:${port}`);
    return 0;
  } catch (error) {
    if (!(error instanceof InstanceError)) throw error;
    say(`Cannot start Kafka: ${error.message}`);
    return exitCodeOf(error);
  }
}

async function startInBackground({ dir, port, java }: KafkaLocalConfig): Promise<number> {
  const directory = kafkaDirectory(dir);
  const { recordFile } = directory;
  await createKafkaDirectory(directory);
  const log = (line: string): void => say(`  ${line} …`);
  if (!(await claimRecord(recordFile, recordOf('start', process.pid, port)))) return alreadyRunning(directory, log);
  try {
    await assertJava(java);
    const jars = await brokerJars({ dir, log });
    log(`starting Kafka on port ${port}`);
    await start({ directory, jars, java, port, log });
  } catch (error) {
    await removeRecord(recordFile);
    throw error;
  }
  say(`Kafka runs on 127.0.0.1:${port}. Its log is ${directory.logFile}; npm run kafka:stop stops it, data are kept.`);
  return port;
}

async function start(options: BrokerOptions): Promise<void> {
  const broker = await spawnBroker(options);
  const record = recordOf('broker', broker.pid, options.port);
  await replaceRecord(options.directory.recordFile, record);
  try {
    await untilAnswering(broker.exited, options);
  } catch (error) {
    await stopProcess(record, options.log);
    throw error;
  }
}

async function alreadyRunning(directory: KafkaDirectory, log: (line: string) => void): Promise<number> {
  const found = await runningBroker(directory.recordFile);
  if (found === undefined) throw new InstanceError('another start failed just now. Try again.');
  if (found.what === 'start') throw new InstanceError(`it is being started by process ${found.pid}.`);
  say(`Kafka runs already on 127.0.0.1:${found.port} (process ${found.pid}).`);
  // Its start may have been interrupted.
  await untilAnswering(NEVER, { port: found.port, directory, log });
  return found.port;
}

const NEVER = new Promise<never>(() => undefined);
