import type { Progress } from './progress.js';

const STEPS = 10;

/** A line for every tenth, for logs and pipes. */
export class LineProgress implements Progress {
  private total = 0;
  private stepsTold = 0;

  constructor(private readonly write: (text: string) => void) {}

  say(line: string): void {
    this.write(`${line}\n`);
  }

  begin(total: number): void {
    this.total = total;
    this.stepsTold = 0;
  }

  update(counted: number, state: string): void {
    const step = Math.floor((counted * STEPS) / Math.max(1, this.total));
    if (step <= this.stepsTold) return;
    this.stepsTold = step;
    this.say(
      `  ${step * (100 / STEPS)}% | ${counted.toLocaleString('en')}/${this.total.toLocaleString('en')} reports | ${state}`,
    );
  }

  end(): void {
    this.total = 0;
  }
}
