/** Tells a person how far the demo is. Everything goes to standard error; standard output is for the result. */
export interface Progress {
  say(line: string): void;
  /** From here on `counted` is told of `total`. */
  begin(total: number): void;
  update(counted: number, state: string): void;
  end(): void;
}

export const silentProgress: Progress = {
  say: () => undefined,
  begin: () => undefined,
  update: () => undefined,
  end: () => undefined,
};
