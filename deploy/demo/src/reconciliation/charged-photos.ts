import { createHash, type Hash } from 'node:crypto';

/** A row of metering's `photo_charges`: which charge paid for which photo. */
export type ChargedPhoto = {
  readonly chargeId: string;
  readonly runId: string;
  readonly photoEventId: string;
  readonly component: string;
  readonly photoId: string;
};

type OpenCharge = { photos: bigint; readonly digest: Hash };
export type PhotosOfCharge = { readonly photos: bigint; readonly photoDigest: string };

/**
 * Counts the photos of each charge and digests their keys, row by row: SHA-256 over the keys of a charge in ascending byte
 * order, each `<organisation>/<photo event>/<component>/<photo>` and a line feed. Memory grows with the number of charges
 * and of ids that were expected, never with what is read.
 */
export class ChargedPhotos {
  total = 0;
  private readonly open = new Map<string, OpenCharge>();
  private readonly unseen: Set<string>;
  private readonly byRun = new Map<string, number>();
  private readonly surplus: string[] = [];

  /** `expected` are the ids of all photos that were published, each once. */
  constructor(
    private readonly organisationId: string,
    expected: Iterable<string>,
  ) {
    this.unseen = new Set(expected);
  }

  /** Rows of one charge have to come in ascending order of their keys. */
  add({ chargeId, runId, photoEventId, component, photoId }: ChargedPhoto): void {
    this.total += 1;
    this.byRun.set(runId, (this.byRun.get(runId) ?? 0) + 1);
    let charge = this.open.get(chargeId);
    if (charge === undefined) this.open.set(chargeId, (charge = { photos: 0n, digest: createHash('sha256') }));
    charge.photos += 1n;
    charge.digest.update(`${this.organisationId}/${photoEventId}/${component}/${photoId}\n`);
    // Deleting finds both: a photo nobody published, and one that was charged twice.
    if (!this.unseen.delete(photoId)) this.surplus.push(photoId);
  }

  ofRun(runId: string): number {
    return this.byRun.get(runId) ?? 0;
  }

  /** Photos that were published and never charged. */
  get missing(): readonly string[] {
    return [...this.unseen];
  }

  /** Photos that were charged and never published, or charged again. */
  get unexpected(): readonly string[] {
    return this.surplus;
  }

  byCharge(): ReadonlyMap<string, PhotosOfCharge> {
    return new Map(
      [...this.open].map(([chargeId, { photos, digest }]) => [
        chargeId,
        { photos, photoDigest: digest.copy().digest('hex') },
      ]),
    );
  }
}
