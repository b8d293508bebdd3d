import { invariant } from '@credit-ledger/kernel';
import type { StreamId } from '@credit-ledger/event-sourcing';

/** How streams are called at the server, which others may share, and which of its streams are ours. */
export class StreamNames {
  private readonly prefix: string;
  /** Only streams that begin with one of them are ours. No stream of the server itself (`$…`) does. */
  readonly filter: readonly string[];

  /** @param prefixes of the streams there are, for a server without a namespace. */
  constructor(namespace: string | undefined, prefixes: readonly string[]) {
    this.prefix = namespace === undefined ? '' : `${namespace}.`;
    this.filter = namespace === undefined ? prefixes : [this.prefix];
    invariant(
      this.filter.length > 0 && this.filter.every((prefix) => prefix !== '' && !prefix.startsWith('$')),
      'a filter of streams needs prefixes, and none of the server’s own',
    );
  }

  atServer(stream: StreamId): string {
    const name = this.prefix + stream;
    invariant(
      this.filter.some((prefix) => name.startsWith(prefix)),
      `stream ${stream} begins with none of ${this.filter.join(', ')}: no reader of all streams would find its events`,
    );
    return name;
  }

  fromServer(name: string): StreamId {
    return name.slice(this.prefix.length) as StreamId;
  }
}
