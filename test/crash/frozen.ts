import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { eventually } from '@credit-ledger/testing';

/** Waits until a process has stopped itself at a failpoint. */
export async function frozen(pid: number): Promise<void> {
  await eventually(async () => (await stateOf(pid)).startsWith('T'), { withinMs: 60_000 });
}

const stateOf = async (pid: number): Promise<string> =>
  (await promisify(execFile)('ps', ['-o', 'stat=', '-p', String(pid)])).stdout.trim();
