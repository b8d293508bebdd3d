/** Runs a few tasks at a time. Whoever starts one waits for a place; the first failure is thrown at the next call. */
export class BoundedTasks {
  private readonly running = new Set<Promise<void>>();
  private failure: { readonly error: unknown } | undefined;

  constructor(private readonly atOnceMax: number) {}

  /** Resolves when the task has been started. */
  async start(task: () => Promise<void>): Promise<void> {
    while (this.running.size >= this.atOnceMax) await Promise.race(this.running);
    this.throwFailure();
    const running: Promise<void> = task()
      .catch((error: unknown) => void (this.failure ??= { error }))
      .finally(() => this.running.delete(running));
    this.running.add(running);
  }

  /** Resolves when all have ended. */
  async settle(): Promise<void> {
    await Promise.all(this.running);
    this.throwFailure();
  }

  private throwFailure(): void {
    if (this.failure !== undefined) throw this.failure.error;
  }
}
