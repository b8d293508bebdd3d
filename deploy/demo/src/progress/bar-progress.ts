import type { WriteStream } from 'node:tty';
import { MultiBar, type SingleBar } from 'cli-progress';
import type { Progress } from './progress.js';

/** A bar at the bottom of a terminal; lines scroll above it. */
export class BarProgress implements Progress {
  private bars: MultiBar | undefined;
  private bar: SingleBar | undefined;

  constructor(private readonly terminal: WriteStream) {}

  say(line: string): void {
    if (this.bars === undefined) this.terminal.write(`${line}\n`);
    else this.bars.log(`${line}\n`);
  }

  begin(total: number): void {
    this.bars = new MultiBar({
      stream: this.terminal,
      format: '  {bar} {percentage}% | {value}/{total} reports | {state} | {duration_formatted}',
      barsize: 24,
      fps: 10,
      hideCursor: true,
      formatValue: (value, _, type) =>
        type === 'value' || type === 'total' ? value.toLocaleString('en') : String(value),
    });
    this.bar = this.bars.create(total, 0, { state: '' });
  }

  update(counted: number, state: string): void {
    this.bar?.update(counted, { state });
  }

  end(): void {
    this.bars?.stop();
    this.bars = undefined;
  }
}
