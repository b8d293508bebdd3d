import { SingleBar } from 'cli-progress';

/** Tells a person what is being measured. Everything goes to standard error; standard output is for the result. */
export interface Progress {
  say(line: string): void;
  /** Shows how far a piece of work is, until `end`. `total` is in units of `update`. */
  begin(what: string, total: number): void;
  update(done: number): void;
  end(): void;
}

export const silentProgress: Progress = {
  say: () => undefined,
  begin: () => undefined,
  update: () => undefined,
  end: () => undefined,
};

// A redrawn bar costs time on the two cores that are being measured.
const REDRAWS_PER_SECOND = 2;

/** A bar in a terminal; in a log the name of each piece of work, and nothing more. */
export class TerminalProgress implements Progress {
  private bar: SingleBar | undefined;

  constructor(private readonly stream: NodeJS.WriteStream) {}

  say(line: string): void {
    this.stream.write(`${line}\n`);
  }

  begin(what: string, total: number): void {
    if (!this.stream.isTTY) return this.say(`  ${what} …`);
    this.bar = new SingleBar({
      stream: this.stream,
      format: `  {bar} {percentage}% | ${what}`,
      barsize: 30,
      fps: REDRAWS_PER_SECOND,
      hideCursor: true,
    });
    this.bar.start(Math.max(1, Math.round(total)), 0);
  }

  update(done: number): void {
    this.bar?.update(Math.round(done));
  }

  end(): void {
    this.bar?.stop();
    this.bar = undefined;
  }
}
