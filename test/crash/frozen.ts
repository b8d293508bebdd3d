import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { eventually } from '@credit-ledger/testing';

/** Waits until a process has stopped itself at a failpoint. @throws Error when it does not. */
export async function frozen(pid: number, failpoint: string): Promise<void> {
  await eventually(
    async () => {
      if (!(await stateOf(pid)).startsWith('T')) throw new Error(`process ${pid} did not freeze at ${failpoint}`);
    },
    { withinMs: 30_000 },
  );
}

const stateOf = async (pid: number): Promise<string> =>
  (await promisify(execFile)('ps', ['-o', 'stat=', '-p', String(pid)])).stdout.trim();
