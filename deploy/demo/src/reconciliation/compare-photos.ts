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
  compareRun(differences, told, facts, published);
  comparePhotoSet(differences, facts, published);
}

type DerivedChannel = { readonly accepted: number; readonly newPhotos: bigint };

function compareChannel(differences: Differences, name: string, told: ToldChannel, derived: DerivedChannel): void {
  differences.compare(`${name}: accepted = published − rejected`, told.accepted, derived.accepted);
  differences.compare(`${name}: new photos`, told.newPhotos, derived.newPhotos);
  differences.compare(`${name}: already charged`, told.alreadyCharged, BigInt(derived.accepted) - derived.newPhotos);
  differences.compare(`${name}: accepted = new + already charged`, told.accepted, told.newPhotos + told.alreadyCharged);
}

function compareRun(
  differences: Differences,
  { run, pauses }: ToldFigures,
  facts: RawFacts,
  published: Published,
): void {
  const charges = [...facts.history.charges.values()].filter(({ runId }) => runId === published.runId);
  differences.compare('new photos of the run', run.usage.newPhotos, facts.photos.ofRun(published.runId));
  differences.compare('free photos of the run', run.usage.freePhotos, 0);
  differences.compare('credits of the run', run.usage.credits, sum(charges.map(({ credits }) => credits)));
  differences.compare('pauses', pauses, facts.history.holdsExhausted);
}

/** Every photo that was published was charged, once, and no other. */
function comparePhotoSet(differences: Differences, { photos }: RawFacts, published: Published): void {
  differences.compare('photos charged', photos.total, published.distinctPhotos);
  differences.compare('photos published and never charged', listed(photos.missing), listed([]));
  differences.compare('photos charged without reason', listed(photos.unexpected), listed([]));
}

const photosOf = (charges: readonly Charge[], correlationId: string): bigint =>
  sum(charges.filter((charge) => charge.correlationId === correlationId).map(({ photoCount }) => photoCount));

const LISTED_MAX = 5;
const listed = (ids: readonly string[]): string =>
  ids.length === 0
    ? 'none'
    : `${ids.length}: ${ids.slice(0, LISTED_MAX).join(', ')}${ids.length > LISTED_MAX ? ', …' : ''}`;
