// A burst, of which whoever is behind it in the partition waits for the inbox alone, is over when nothing more is deferred for so
// long. What lasts longer than a burst may is steady load, which has to be counted while it comes.
const INBOX_IS_DONE_AFTER_MS = 250;
const BURST_MS_MAX = 5_000;
// Where nobody else sent anything for so long, nobody is held up. Who has sent something behind the burst shows only a while later.
const OTHERS_ARE_GONE_AFTER_MS = 2_000;
const OTHERS_SHOW_AFTER_MS = 500;

/**
 * What the inbox defers without a pause, and whether others than its senders wait behind it. Times are milliseconds of one
 * monotonic clock.
 */
export class Burst {
  private sinceMs = Number.NEGATIVE_INFINITY;
  private lastMs = Number.NEGATIVE_INFINITY;
  private readonly senders = new Set<string>();
  /** When something of an organisation was last counted at once, the latest at the end. */
  private readonly countedMs = new Map<string, number>();

  /** When it is a burst no longer, however long it goes on. */
  get endMs(): number {
    return this.sinceMs + BURST_MS_MAX;
  }

  /** After something of these organisations was deferred. */
  noteDeferred(organisations: Iterable<string>, nowMs: number): void {
    if (this.isOver(nowMs)) {
      this.sinceMs = nowMs;
      this.senders.clear();
    }
    this.lastMs = nowMs;
    for (const organisation of organisations) this.senders.add(organisation);
  }

  /** After something of these organisations was counted without being deferred. */
  noteCounted(organisations: Iterable<string>, nowMs: number): void {
    for (const organisation of organisations) {
      this.countedMs.delete(organisation);
      this.countedMs.set(organisation, nowMs);
    }
    this.forgetThoseGone(nowMs);
  }

  holdsUpOthers(nowMs: number): boolean {
    return !this.isOver(nowMs) && (nowMs - this.sinceMs < OTHERS_SHOW_AFTER_MS || this.areThereOthers(nowMs));
  }

  private isOver(nowMs: number): boolean {
    return nowMs - this.lastMs >= INBOX_IS_DONE_AFTER_MS;
  }

  // A sender's own batches are not all large enough to be deferred.
  private areThereOthers(nowMs: number): boolean {
    this.forgetThoseGone(nowMs);
    for (const organisation of this.countedMs.keys()) if (!this.senders.has(organisation)) return true;
    return false;
  }

  private forgetThoseGone(nowMs: number): void {
    for (const [organisation, countedMs] of this.countedMs) {
      if (nowMs - countedMs < OTHERS_ARE_GONE_AFTER_MS) return;
      this.countedMs.delete(organisation);
    }
  }
}
