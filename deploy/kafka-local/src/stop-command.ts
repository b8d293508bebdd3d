import { InstanceError } from '@credit-ledger/standalone';
import { removeRecord, runningBroker } from './broker-record.js';
import { kafkaDirectory } from './kafka-directory.js';
import { loadKafkaLocalConfig } from './kafka-local.config.js';
import { stopProcess } from './stop-process.js';

const say = (line: string): void => void process.stderr.write(`${line}\n`);

/** `npm run kafka:stop`: ends the broker that `npm run kafka:start` started, and no other process. Returns the exit code. */
export async function stopCommand(): Promise<number> {
  try {
    const { recordFile } = kafkaDirectory(loadKafkaLocalConfig().dir);
    const found = await runningBroker(recordFile);
    if (found === undefined) say('Kafka does not run.');
    else {
      say(`Stopping ${found.what === 'start' ? 'the start of Kafka' : 'Kafka'} (process ${found.pid}) …`);
      const stopped = await stopProcess(found, (line) => say(`  ${line} …`));
      say(stopped ? 'Stopped. Data are kept.' : 'Killed. What it had acknowledged is in its files.');
    }
    await removeRecord(recordFile);
    return 0;
  } catch (error) {
    if (!(error instanceof InstanceError)) throw error;
    say(`Cannot stop Kafka: ${error.message}`);
    return 1;
  }
}
