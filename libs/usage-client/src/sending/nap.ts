/** Waiting that somebody else may end. One waits at a time; a wake that nobody waited for ends the next one at once. */
export class Nap {
  private isWoken = false;
  private end: (() => void) | undefined;

  /** Resolves after a wake, or after so many milliseconds; without them only after a wake. */
  async take(ms?: number): Promise<void> {
    if (!this.isWoken) {
      await new Promise<void>((resolve) => {
        const timer = ms === undefined ? undefined : setTimeout(resolve, ms);
        this.end = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    this.isWoken = false;
    this.end = undefined;
  }

  wake(): void {
    this.isWoken = true;
    this.end?.();
  }
}
