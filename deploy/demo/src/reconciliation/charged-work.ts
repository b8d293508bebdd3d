import { createHash, type Hash } from 'node:crypto';

/** A row of metering's `photo_charges` or `run_images`: which charge paid for what. */
export type ChargedItem = {
  readonly chargeId: string;
  readonly runId: string;
  /** Within it an item is charged once: the photo event of a photo, the run of an image. */
  readonly scope: string;
  /** What was paid for: a component of a photo, or the usage type of an image. */
  readonly component: string;
  readonly itemId: string;
  readonly chargedAt: Date;
};

/** What one charge paid for. */
export type WorkOfCharge = {
  readonly chargeId: string;
  readonly runId: string;
  readonly component: string;
  readonly chargedAt: string;
  readonly items: bigint;
  readonly digest: string;
};

type OpenCharge = { items: bigint; readonly hash: Hash; readonly first: ChargedItem };

/**
 * Counts the photos and images of each charge and digests their keys, row by row: SHA-256 over the keys of a charge in
 * ascending byte order, each `<organisation>/<scope>/<component>/<item>` and a line feed. Memory grows with the number of
 * charges and of ids that were expected, never with what is read.
 */
export class ChargedWork {
  total = 0;
  private readonly open = new Map<string, OpenCharge>();
  private readonly unseen: ReadonlyMap<string, Set<string>>;
  private readonly byRun = new Map<string, number>();
  private readonly surplus: string[] = [];

  /** `expected` are the ids of all photos and images that were published, each once, by their scope. */
  constructor(
    private readonly organisationId: string,
    expected: ReadonlyMap<string, Iterable<string>>,
  ) {
    this.unseen = new Map([...expected].map(([scope, ids]) => [scope, new Set(ids)]));
  }

  /** Rows of one charge have to come in ascending order of their keys. */
  add(item: ChargedItem): void {
    const { chargeId, runId, scope, component, itemId } = item;
    this.total += 1;
    this.byRun.set(runId, (this.byRun.get(runId) ?? 0) + 1);
    let charge = this.open.get(chargeId);
    if (charge === undefined) {
      charge = { items: 0n, hash: createHash('sha256'), first: item };
      this.open.set(chargeId, charge);
    }
    charge.items += 1n;
    charge.hash.update(`${this.organisationId}/${scope}/${component}/${itemId}\n`);
    // Deleting finds both: what nobody published, and what was charged twice.
    if (!this.unseen.get(scope)?.delete(itemId)) this.surplus.push(`${scope}/${itemId}`);
  }

  ofRun(runId: string): number {
    return this.byRun.get(runId) ?? 0;
  }

  /** What was published and never charged. */
  get missing(): readonly string[] {
    return [...this.unseen].flatMap(([scope, ids]) => [...ids].map((id) => `${scope}/${id}`));
  }

  /** What was charged and never published, or charged again. */
  get unexpected(): readonly string[] {
    return this.surplus;
  }

  charges(): readonly WorkOfCharge[] {
    return [...this.open.values()].map(({ items, hash, first: { chargeId, runId, component, chargedAt } }) => ({
      ...{ chargeId, runId, component, chargedAt: chargedAt.toISOString() },
      ...{ items, digest: hash.copy().digest('hex') },
    }));
  }
}
