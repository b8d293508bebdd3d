import {
  KurrentDBClient,
  type AllStreamSubscription,
  type AppendResult,
  type BinaryEventType,
  type EventData,
  type Filter,
  type ReadPosition,
} from '@kurrent/kurrentdb-client';
import { ConnectionUrlError } from './connection-url.error.js';
import type { ConnectionUrl } from './connection-url.js';
import { failureOf } from './failures.js';
import { assertNamedFiles } from './named-files.js';

/** Options that every call carries: the login, and that the leader is to answer, so that whoever appended reads it. */
type CallOptions = { readonly requiresLeader: true; readonly credentials?: { username: string; password: string } };

/**
 * A client that can be used again after the server was away. Half of the client, the native one that reads, gives up for
 * ever once it could not connect; then only a new client helps.
 */
export class Connection {
  private current: KurrentDBClient | undefined;
  // Asked for its channel, a client that has none would open one.
  private hasChannel = false;

  /**
   * Connects with its first call only, but reads the files that the URL names now.
   * @throws ConnectionUrlError
   */
  constructor(private readonly url: ConnectionUrl) {
    assertNamedFiles(url.files);
    try {
      this.current = this.open();
    } catch (error) {
      throw new ConnectionUrlError(`cannot be used: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  get hosts(): string {
    return this.url.hosts;
  }

  get client(): KurrentDBClient {
    return (this.current ??= this.open());
  }

  /** With every call, because the native half of the client would not decode what a URL has percent-encoded. */
  get options(): CallOptions {
    const { credentials } = this.url;
    return { requiresLeader: true, ...(credentials && { credentials: { ...credentials } }) };
  }

  append(
    name: string,
    streamState: bigint | 'no_stream',
    events: EventData<BinaryEventType>[],
    deadline: number,
  ): Promise<AppendResult> {
    this.hasChannel = true;
    return this.client.appendToStream(name, events, { ...this.options, streamState, deadline });
  }

  /** @param highWaterMark how many events to hold before the server is left waiting. */
  subscribe(fromPosition: ReadPosition, filter: Filter, highWaterMark: number): AllStreamSubscription {
    this.hasChannel = true;
    return this.client.subscribeToAll({ ...this.options, fromPosition, filter }, { highWaterMark });
  }

  /** After a call of this client failed. One that was told who leads knows more than a new one would. */
  renewAfter(error: unknown, failed: KurrentDBClient): void {
    if (failureOf(error) === 'passing' && this.current === failed) void this.close();
  }

  async close(): Promise<void> {
    const client = this.current;
    this.current = undefined;
    if (client === undefined) return;
    await client.dispose();
    // The native half lets go by itself, when nothing refers to it any more.
    if (this.hasChannel) await closeChannel(client);
  }

  private open(): KurrentDBClient {
    const client = KurrentDBClient.connectionString(this.url.clientUrl);
    // Appends then are calls of their own, each with its deadline. The stream that the client shares between appends, if the
    // server says that it has one, rejects promises that nobody holds when it breaks with several waiting; and it asks
    // without a deadline.
    Reflect.set(client, 'supports', () => Promise.resolve(false));
    return client;
  }
}

/** The client has no public way to close its channel, whose keep-alive would go on. */
async function closeChannel(client: KurrentDBClient): Promise<void> {
  const getChannel = Reflect.get(client, 'getChannel') as (() => Promise<{ close(): void }>) | undefined;
  await getChannel?.().then(
    (channel) => channel.close(),
    () => undefined,
  );
}
