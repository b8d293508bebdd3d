import { sum, type Charge } from './account-history.js';
import type { Differences } from './differences.js';
import type { Published, RawFacts } from './raw-facts.js';
import type { ToldChannel, ToldFigures } from './told-figures.js';

/** What came in by each way and what was charged for it, against the stored charges, photos and dead letters. */
export function comparePhotos(
  differences: Differences,
  told: ToldFigures,
  facts: RawFacts,
  published: Published,
): void {
  const { bus, http } = told.channels;
  const { deadLetters, pending } = facts.uncounted;
  const charges = [...facts.history.charges.values()];
  compareChannel(differences, 'bus', bus, {
    accepted: bus.published - deadLetters - pending,
    newPhotos: photosOf(charges, published.correlationIds.bus),
  });
  compareChannel(differences, 'HTTP', http, {
    accepted: http.published - published.rejectedByHttp,
    newPhotos: photosOf(charges, published.correlationIds.http),
  });
  comparePhotoSet(differences, facts, published);
}

type DerivedChannel = { readonly accepted: number; readonly newPhotos: bigint };

function compareChannel(differences: Differences, name: string, told: ToldChannel, derived: DerivedChannel): void {
  differences.compare(`${name}: accepted = published − rejected`, told.accepted, derived.accepted);
  differences.compare(`${name}: new photos`, told.newPhotos, derived.newPhotos);
  differences.compare(`${name}: already charged`, told.alreadyCharged, BigInt(derived.accepted) - derived.newPhotos);
  differences.compare(`${name}: accepted = new + already charged`, told.accepted, told.newPhotos + told.alreadyCharged);
}

/** Every photo and image that was published was charged, once, and no other. */
function comparePhotoSet(differences: Differences, { work }: RawFacts, published: Published): void {
  const others = published.otherRuns.reduce((total, { items }) => total + items, 0);
  differences.compare('photos charged', work.total, published.distinctPhotos + others);
  differences.compare('photos published and never charged', listed(work.missing), listed([]));
  differences.compare('photos charged without reason', listed(work.unexpected), listed([]));
}

const photosOf = (charges: readonly Charge[], correlationId: string): bigint =>
  sum(charges.filter((charge) => charge.correlationId === correlationId).map(({ photoCount }) => photoCount));

const LISTED_MAX = 5;
const listed = (ids: readonly string[]): string =>
  ids.length === 0
    ? 'none'
    : `${ids.length}: ${ids.slice(0, LISTED_MAX).join(', ')}${ids.length > LISTED_MAX ? ', …' : ''}`;
