import type { Instant, OrganisationId } from '@credit-ledger/kernel';

/** What waits in a lane. */
export type Waiting = { readonly size: number; readonly organisationId: OrganisationId; readonly since: Instant };

/** How far one organisation is behind. */
export type LaneLag = {
  readonly organisationId: OrganisationId;
  readonly reports: number;
  readonly photos: number;
  readonly oldestSince: Instant;
};

/**
 * A queue with a lane for each organisation, which take turns: one that brings a hundred thousand photos waits for itself,
 * and others for one of its reports each. Within a lane first come is first served.
 */
export class UsageLanes<Entry extends Waiting> {
  /** Photos of all lanes. */
  photos = 0;
  // In the order of their turns: who was served goes to the end.
  private readonly lanes = new Map<OrganisationId, Lane<Entry>>();

  get isEmpty(): boolean {
    return this.lanes.size === 0;
  }

  photosOf(organisationId: OrganisationId): number {
    return this.lanes.get(organisationId)?.photos ?? 0;
  }

  push(entry: Entry): void {
    let lane = this.lanes.get(entry.organisationId);
    if (lane === undefined) this.lanes.set(entry.organisationId, (lane = new Lane()));
    lane.push(entry);
    this.photos += entry.size;
  }

  /** In turns, entries with at most so many photos together, but at least one. */
  take(photosMax: number): readonly Entry[] {
    const taken: Entry[] = [];
    let photos = 0;
    for (const [organisationId, lane] of this.lanes) {
      const { size } = lane.next;
      if (taken.length > 0 && photos + size > photosMax) break;
      taken.push(lane.take());
      photos += size;
      // A Map is walked in the order of insertion, so what is put back now comes round again.
      this.lanes.delete(organisationId);
      if (!lane.isEmpty) this.lanes.set(organisationId, lane);
    }
    this.photos -= photos;
    return taken;
  }

  /** The lanes with the most photos first; of equal ones in byte order. */
  lags(limit: number): readonly LaneLag[] {
    const lags = [...this.lanes].map(([organisationId, { reports, photos, next }]): LaneLag => ({
      ...{ organisationId, reports, photos, oldestSince: next.since },
    }));
    const hottest = (a: LaneLag, b: LaneLag): number =>
      b.photos - a.photos || (a.organisationId < b.organisationId ? -1 : 1);
    return lags.sort(hottest).slice(0, limit);
  }
}

class Lane<Entry extends Waiting> {
  photos = 0;
  private entries: Entry[] = [];
  private head = 0;

  get isEmpty(): boolean {
    return this.reports === 0;
  }

  get reports(): number {
    return this.entries.length - this.head;
  }

  get next(): Entry {
    return this.entries[this.head] as Entry;
  }

  push(entry: Entry): void {
    this.entries.push(entry);
    this.photos += entry.size;
  }

  take(): Entry {
    const entry = this.next;
    this.head += 1;
    this.photos -= entry.size;
    // What was taken must not be kept for as long as the lane is never empty.
    if (this.head > TAKEN_KEPT_MAX) {
      this.entries = this.entries.slice(this.head);
      this.head = 0;
    }
    return entry;
  }
}

const TAKEN_KEPT_MAX = 1_000;
