import { DomainError, failpoint, type Clock, type OrganisationId } from '@credit-ledger/kernel';
import { failureKindOf, type RunInTransaction } from '@credit-ledger/messaging';
import { sizeOfReport } from '../domain/usage-report.js';
import type { IncomingUsage, UsageIntake } from './usage-intake.js';
import { UsageLanes, type LaneLag, type Waiting } from './usage-lanes.js';
import type { UsageOutcome } from './usage-outcome.js';

/** More usage waits than can be accepted soon. Nothing of this request was; sending it again later is right. */
export class UsageQueueFullError extends DomainError {
  readonly code = 'metering.usage_queue_full';

  constructor() {
    super('more usage is waiting than can be accepted now; send it again in a moment');
  }
}

export type UsageBatcherOptions = {
  readonly transactions: RunInTransaction;
  readonly clock: Clock;
  readonly intake: UsageIntake;
  readonly photosPerTransactionMax: number;
  readonly photosWaitingMax: number;
  /** How many transactions may be in hand: with two, one is prepared while the other works in the database. */
  readonly transactionsAtOnce: number;
  /** Called after every commit that may have left messages to relay. */
  readonly onCommitted: () => void;
};

// A transaction costs the same round trips for one photo as for hundreds. While one is in hand, single reports gather for
// the next; this many are worth a further one beside it, which keeps this process at work while the database is.
const PHOTOS_WORTH_ANOTHER_TRANSACTION = 16;

/**
 * Group commit for concurrent HTTP requests: while transactions commit, whatever queues up meanwhile becomes the next one,
 * organisation by organisation in turns.
 * There is no timer, so a lone request waits for nobody; and so few transactions that requests of one organisation do not
 * wait for each other's row locks with a connection each.
 */
export class UsageBatcher {
  private readonly queue = new UsageLanes<Entry>();
  private working = 0;

  constructor(private readonly options: UsageBatcherOptions) {}

  /**
   * Resolves when every report is committed, with what became of each. A rejection is a fault: some reports of a large
   * request may have been committed then, and sending it again charges nothing twice.
   * @throws UsageQueueFullError before anything was accepted.
   */
  async submit(incoming: readonly IncomingUsage[]): Promise<readonly UsageOutcome[]> {
    if (incoming.length === 0) return [];
    for (const [organisationId, photos] of photosOf(incoming)) this.checkRoom(organisationId, photos);
    const since = this.options.clock.now();
    return new Promise((resolve, reject) => {
      const submission = new Submission(incoming.length, resolve, reject);
      incoming.forEach((usage, index) => {
        const { report } = usage;
        const { organisationId } = report;
        this.queue.push({ usage, submission, index, organisationId, size: sizeOfReport(report), since });
      });
      void this.work();
    });
  }

  /** How far each organisation is behind in this process, the hottest first. */
  lags(limit: number): readonly LaneLag[] {
    return this.queue.lags(limit);
  }

  // One organisation may fill half of the room, so that there is some left for others.
  private checkRoom(organisationId: OrganisationId, photos: number): void {
    const { photosWaitingMax } = this.options;
    const ofLane = this.queue.photosOf(organisationId);
    const laneIsFull = ofLane > 0 && ofLane + photos > photosWaitingMax / 2;
    if (laneIsFull || (this.queue.photos > 0 && this.queue.photos + photos > photosWaitingMax)) {
      throw new UsageQueueFullError();
    }
  }

  private get isWorthATransaction(): boolean {
    if (this.queue.isEmpty) return false;
    if (this.working === 0) return true;
    return this.working < this.options.transactionsAtOnce && this.queue.photos >= PHOTOS_WORTH_ANOTHER_TRANSACTION;
  }

  private async work(): Promise<void> {
    while (this.isWorthATransaction) {
      const entries = this.queue.take(this.options.photosPerTransactionMax);
      this.working += 1;
      await this.commit(entries);
      this.working -= 1;
    }
  }

  private async commit(entries: readonly Entry[]): Promise<void> {
    try {
      const incoming = entries.map(({ usage }) => usage);
      const outcomes = await this.options.transactions((session) => this.options.intake.accept(session, incoming));
      failpoint('usage-http.committed');
      this.options.onCommitted();
      entries.forEach(({ submission, index }, position) =>
        submission.settle(index, outcomes[position] as UsageOutcome),
      );
    } catch (error) {
      await this.afterFailure(entries, error);
    }
  }

  // A defect that one request brings out must not fail the others it was merged with; an outage fails them all at once.
  private async afterFailure(entries: readonly Entry[], error: unknown): Promise<void> {
    const submissions = new Set(entries.map(({ submission }) => submission));
    if (submissions.size === 1 || failureKindOf(error) === 'passing') {
      submissions.forEach((submission) => submission.fail(error));
      return;
    }
    for (const submission of submissions) await this.commit(entries.filter((entry) => entry.submission === submission));
  }
}

type Entry = Waiting & { readonly usage: IncomingUsage; readonly submission: Submission; readonly index: number };

/** One request's reports, which may be spread over several transactions. */
class Submission {
  private readonly outcomes: UsageOutcome[];
  private unsettled: number;

  constructor(
    count: number,
    private readonly resolve: (outcomes: readonly UsageOutcome[]) => void,
    readonly fail: (error: unknown) => void,
  ) {
    this.outcomes = new Array<UsageOutcome>(count);
    this.unsettled = count;
  }

  settle(index: number, outcome: UsageOutcome): void {
    this.outcomes[index] = outcome;
    this.unsettled -= 1;
    if (this.unsettled === 0) this.resolve(this.outcomes);
  }
}

/** By organisation. */
function photosOf(incoming: readonly IncomingUsage[]): ReadonlyMap<OrganisationId, number> {
  const photos = new Map<OrganisationId, number>();
  for (const { report } of incoming) {
    photos.set(report.organisationId, (photos.get(report.organisationId) ?? 0) + sizeOfReport(report));
  }
  return photos;
}
