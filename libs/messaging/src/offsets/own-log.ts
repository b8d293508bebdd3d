import type { MessagePublisher, Messaging } from '../ports/messaging.js';
import type { OutgoingRecord } from '../ports/record.js';
import { TOPICS } from '../ports/topics.js';
import type { SqlSession } from '../sql/sql-session.js';
import { assertNotBehind } from './log-ahead.js';
import { KnownEnds } from './known-ends.js';
import type { SaidBefore } from './said-before.js';

/** A service would take part in a log that remembers another database of the same service. */
export class ForeignLogError extends Error {
  constructor(readonly topic: string) {
    super(
      `${topic} holds messages of this service already, but the service's database has never read this log: it is new, or the log is another installation's. ` +
        'What it sends would be dropped as repeated. Give this installation a log of its own (MESSAGING_URL with another namespace=… or database). ' +
        'If the database replaces one that was lost, follow the runbook restore-from-backup, which ends in another SOURCE_EPOCH.',
    );
    this.name = 'ForeignLogError';
  }
}

/** Nothing was sent. Whoever has read something to send reads it again. */
export class DatabaseServerChangedError extends Error {
  constructor() {
    super(
      'the database server is another one than before, or was started again; the log agrees with it. What was read to be sent is read again',
    );
    this.name = 'DatabaseServerChangedError';
  }
}

/** Who takes part in a log. */
export type Speaker = {
  readonly name: Exclude<keyof typeof TOPICS, 'usage'>;
  /** The service and its epoch, such as `billing#1`. */
  readonly source: string;
  readonly saidBefore: SaidBefore;
  /** Whether it counts on from what its database does not keep, and may be known to a log that its database is new to. */
  readonly remembersElsewhere?: boolean;
};

/** The log as the one who speaks in it has to know it: to be joined before anything is sent, and to be sent to by its own publisher. */
export class OwnLog implements MessagePublisher {
  private readonly known: KnownEnds;
  private server = '';
  private seen: ReadonlyMap<number, bigint> = new Map();
  private timer: NodeJS.Timeout | undefined;
  private isNoting = false;

  constructor(
    private readonly session: SqlSession,
    private readonly messaging: Pick<Messaging, 'endsOf' | 'groupInOffsets' | 'publisher' | 'readFrom'>,
    private readonly speaker: Speaker,
  ) {
    this.known = new KnownEnds(session, messaging, TOPICS[speaker.name], speaker.source);
  }

  /**
   * Sequences count in the service's database from 1, and whoever listens drops what is not above the last that it heard from a
   * source. A database that has never stood in this log therefore must find nothing of its service there, unless a new epoch,
   * which is another source, says that somebody has decided; and none must find numbers of its source that it has not given out.
   * @throws ForeignLogError, LogAheadError
   */
  async join(): Promise<void> {
    const { name, source, saidBefore, remembersElsewhere = false } = this.speaker;
    const server = await this.known.server();
    const ends = await this.known.ends();
    const hasRecords = [...ends.values()].some((end) => end > 0n);
    // Asked for afterwards: another process of a new installation may have joined and spoken since.
    const isForeign = hasRecords && source === `${name}#1` && !remembersElsewhere && !(await this.stands());
    if (isForeign) throw new ForeignLogError(TOPICS[name]);
    const from = await this.known.lookFrom(ends);
    await assertNotBehind(this.messaging, { topic: TOPICS[name], source, saidBefore }, from);
    if (!(await this.known.keep(ends, server))) throw new DatabaseServerChangedError();
    this.seen = ends;
    this.server = server;
  }

  /**
   * Publishes what was read from the database that joined. A server that was promoted, or restored, while this process runs may have
   * forgotten what was sent: before anything is sent that was read from it, the log is joined anew.
   * @throws DatabaseServerChangedError, LogAheadError, and what the publisher does.
   */
  async publish(records: readonly OutgoingRecord[]): Promise<void> {
    if ((await this.known.server()) !== this.server) {
      await this.join();
      throw new DatabaseServerChangedError();
    }
    await this.messaging.publisher.publish(records);
  }

  /** From now on ends are kept, so that the next one to join need not read all that was ever said. */
  start(): void {
    this.timer = setInterval(() => {
      if (this.isNoting) return;
      this.isNoting = true;
      // What could not be kept is made up for by the next.
      void this.note()
        .catch(() => undefined)
        .finally(() => (this.isNoting = false));
    }, NOTE_EVERY_MS).unref();
  }

  /** Waits for no note that is under way: the broker may be away. */
  stop(): Promise<void> {
    clearInterval(this.timer);
    return Promise.resolve();
  }

  /**
   * Keeps the end that was seen the last time: whoever sends before it writes down that it did, as the ledger's reader of facts, has done so
   * by then.
   */
  async note(): Promise<void> {
    if (await this.known.keep(this.seen, this.server)) this.seen = await this.known.ends();
  }

  private async stands(): Promise<boolean> {
    const { name, source } = this.speaker;
    const groups = await Promise.all([name, source].map((group) => this.messaging.groupInOffsets(group)));
    return (await this.session.query(STANDS, [groups])).length > 0;
  }
}

const NOTE_EVERY_MS = 10_000;

const STANDS = 'SELECT 1 FROM consumer_offsets WHERE group_name = ANY($1::text[]) LIMIT 1';
