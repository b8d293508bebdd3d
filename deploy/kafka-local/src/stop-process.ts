import { setTimeout as delay } from 'node:timers/promises';
import { isRunning, type BrokerRecord } from './broker-record.js';
import { systemErrorCode } from './system-error-code.js';

const STOPS_WITHIN_MS = 30_000;
const PROGRESS_EVERY_MS = 2_000;

/** Asks the process to stop, waits, and kills it when it takes too long. Returns whether it stopped by itself. */
export async function stopProcess(record: BrokerRecord, log: (line: string) => void): Promise<boolean> {
  signal(record, 'SIGTERM');
  for (let waitedMs = 0; isRunning(record); waitedMs += 50) {
    if (waitedMs >= STOPS_WITHIN_MS) {
      log(`it does not stop after ${STOPS_WITHIN_MS / 1_000} s: killing it`);
      signal(record, 'SIGKILL');
      while (isRunning(record)) await delay(50);
      return false;
    }
    if (waitedMs > 0 && waitedMs % PROGRESS_EVERY_MS === 0) log(`waiting for it to stop, ${waitedMs / 1_000} s`);
    await delay(50);
  }
  return true;
}

function signal(record: BrokerRecord, name: NodeJS.Signals): void {
  if (!isRunning(record)) return;
  try {
    process.kill(record.pid, name);
  } catch (error) {
    // It ended in between.
    if (systemErrorCode(error) !== 'ESRCH') throw error;
  }
}
