import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { commandLineOf, processIdentity } from '@credit-ledger/standalone';
import { z } from 'zod';
import { systemErrorCode } from './system-error-code.js';

const recordSchema = z.object({
  /** A start that has not come to its broker yet, or the broker. */
  what: z.enum(['start', 'broker']),
  pid: z.number().int().positive(),
  identity: z.string(),
  port: z.number().int(),
});

export type BrokerRecord = z.infer<typeof recordSchema>;

export const recordOf = (what: BrokerRecord['what'], pid: number, port: number): BrokerRecord => ({
  what,
  pid,
  identity: processIdentity(pid) ?? 'gone',
  port,
});

/**
 * Whether the recorded process is still that one. Its number may have been given to a stranger, after a restart of the
 * machine above all: when it began must agree, and a broker must look like one.
 */
export function isRunning({ what, pid, identity }: BrokerRecord): boolean {
  if (processIdentity(pid) !== identity) return false;
  return what === 'start' || commandLineOf(pid).includes('kafka.Kafka');
}

/** What the file says of a process that runs; undefined when there is none, whatever the file says. */
export async function runningBroker(recordFile: string): Promise<BrokerRecord | undefined> {
  try {
    const record = recordSchema.parse(JSON.parse(await readFile(recordFile, 'utf8')));
    return isRunning(record) ? record : undefined;
  } catch {
    return undefined;
  }
}

/** Takes the place of the record unless a running process has it. Of two that try at once, one succeeds. */
export async function claimRecord(recordFile: string, record: BrokerRecord): Promise<boolean> {
  const draft = `${recordFile}.${process.pid}.new`;
  await writeFile(draft, JSON.stringify(record), { mode: 0o600 });
  try {
    for (;;) {
      // A link appears with its whole content or not at all.
      if (await linked(draft, recordFile)) return true;
      if ((await runningBroker(recordFile)) !== undefined) return false;
      const aside = `${recordFile}.${process.pid}.stale`;
      await rename(recordFile, aside).catch(() => undefined);
      await rm(aside, { force: true });
    }
  } finally {
    await rm(draft, { force: true });
  }
}

export async function replaceRecord(recordFile: string, record: BrokerRecord): Promise<void> {
  await writeFile(`${recordFile}.new`, JSON.stringify(record), { mode: 0o600 });
  await rename(`${recordFile}.new`, recordFile);
}

export const removeRecord = (recordFile: string): Promise<void> => rm(recordFile, { force: true });

async function linked(draft: string, file: string): Promise<boolean> {
  try {
    await link(draft, file);
    return true;
  } catch (error) {
    if (systemErrorCode(error) === 'EEXIST') return false;
    throw error;
  }
}
