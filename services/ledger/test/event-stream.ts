/** What arrived on an event stream so far, and whether it has ended. */
export class EventStream {
  text = '';
  ended = false;
  private readonly stopping = new AbortController();

  private constructor(readonly response: Response) {}

  static async open(url: string, headers: Record<string, string> = {}): Promise<EventStream> {
    const stopping = new AbortController();
    const stream = new EventStream(await fetch(url, { headers, signal: stopping.signal }));
    stream.stopping.signal.addEventListener('abort', () => stopping.abort());
    void stream.read();
    return stream;
  }

  /** The data of every event, in order, and its id. */
  get events(): readonly { readonly id: string; readonly data: { readonly balance: number } }[] {
    return this.text
      .split('\n\n')
      .filter((block) => block.includes('\ndata: '))
      .map((block) => {
        const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1] ?? '';
        return { id: field('id'), data: JSON.parse(field('data')) as { balance: number } };
      });
  }

  get balances(): readonly number[] {
    return this.events.map(({ data }) => data.balance);
  }

  close(): void {
    this.stopping.abort();
  }

  private async read(): Promise<void> {
    const decoder = new TextDecoder();
    try {
      for await (const chunk of this.response.body ?? []) this.text += decoder.decode(chunk as Uint8Array);
    } catch {
      // Broken off, by this side or the other.
    }
    this.ended = true;
  }
}
