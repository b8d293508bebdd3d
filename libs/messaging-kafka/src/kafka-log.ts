import kafkajs, { type LogEntry } from 'kafkajs';
import type { Log } from '@credit-ledger/kernel';

/** What kafkajs says goes to our log; what it says at every turn, nowhere. */
export const kafkaLog =
  (log: Log) =>
  () =>
  ({ level, namespace, log: { message, timestamp: _, logger: __, ...fields } }: LogEntry): void => {
    if (ROUTINE.test(message)) return;
    const line = { kafka: namespace, ...fields };
    // It retries whatever it calls an error by itself; what it gives up on is ours to tell.
    if (level === kafkajs.logLevel.ERROR || level === kafkajs.logLevel.WARN) log.warn(line, message);
    else log.info(line, message);
  };

// Flow control pauses and resumes partitions all the time; the producer is made anew after every failure, as it asks for.
const ROUTINE = /^(Pausing fetching|Resuming fetching|Stopped$|Limiting retries for the idempotent producer)/;
