const REMEMBERED_MS = 5_000;
const TIMEOUT_MS = 1_500;

/**
 * Asks at most every few seconds, one question at a time, and waits for the answer no longer than a scrape can: however
 * many scrapers there are, and however slow the database is, looking costs it next to nothing.
 */
export class RememberedRead<Answer> {
  private answered: { readonly answer: Answer; readonly atMs: number } | undefined;
  private asking: Promise<Answer> | undefined;

  constructor(
    private readonly ask: () => Promise<Answer>,
    private readonly options: { readonly nowMs?: () => number; readonly timeoutMs?: number } = {},
  ) {}

  /** @throws what asking threw, or that it took too long; then it is still under way, and the next look waits for it. */
  async get(): Promise<Answer> {
    const { answered } = this;
    if (answered !== undefined && this.nowMs() - answered.atMs < REMEMBERED_MS) return answered.answer;
    this.asking ??= this.askOnce();
    return inTime(this.asking, this.options.timeoutMs ?? TIMEOUT_MS);
  }

  private async askOnce(): Promise<Answer> {
    try {
      const answer = await this.ask();
      this.answered = { answer, atMs: this.nowMs() };
      return answer;
    } finally {
      this.asking = undefined;
    }
  }

  private nowMs(): number {
    return (this.options.nowMs ?? (() => performance.now()))();
  }
}

async function inTime<Answer>(asking: Promise<Answer>, timeoutMs: number): Promise<Answer> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${timeoutMs} ms`)), timeoutMs);
  });
  try {
    return await Promise.race([asking, late]);
  } finally {
    clearTimeout(timer);
  }
}
