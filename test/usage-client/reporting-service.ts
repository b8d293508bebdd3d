import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { UsageClientOptions } from '@credit-ledger/usage-client';

const CHILD = fileURLToPath(new URL('reporting-child.mjs', import.meta.url));

export type Assignment = {
  readonly options: Pick<UsageClientOptions, 'url' | 'spoolDir' | 'source' | 'lockStaleMs'> & {
    readonly token?: string;
  };
  readonly organisationId: string;
  /** Photos in [from, to), so many reported at once. */
  readonly from: number;
  readonly to: number;
  readonly together: number;
};

/** A process that reports photos and may be killed. */
export class ReportingService {
  private readonly lines: AsyncIterableIterator<string>;
  private readonly told: Buffer[] = [];

  private constructor(
    private readonly child: ChildProcess,
    /** All photos below this number are acknowledged, as far as it has told. */
    public acknowledged: number,
  ) {
    if (child.stdout === null || child.stderr === null) throw new Error('the child was started without pipes');
    this.lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    child.stderr.on('data', (data: Buffer) => this.told.push(data));
  }

  static start(assignment: Assignment): ReportingService {
    const child = spawn(process.execPath, [CHILD, JSON.stringify(assignment)], { stdio: ['ignore', 'pipe', 'pipe'] });
    return new ReportingService(child, assignment.from);
  }

  /** Kills it as soon as it has told that so many are acknowledged; what it told last counts. */
  async killAfter(photos: number): Promise<void> {
    await this.listen(photos);
    const exited = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await exited;
    await this.listen(Number.POSITIVE_INFINITY);
  }

  /** Resolves when it has ended by itself, everything sent. */
  async finish(): Promise<void> {
    const exited = once(this.child, 'exit');
    await this.listen(Number.POSITIVE_INFINITY);
    const [code] = (await exited) as [number | null];
    if (code !== 0) throw new Error(`the service ended with ${code}: ${Buffer.concat(this.told).toString()}`);
  }

  private async listen(until: number): Promise<void> {
    while (this.acknowledged < until) {
      const { done, value } = await this.lines.next();
      if (done) return;
      this.acknowledged = Number(value);
    }
  }
}
