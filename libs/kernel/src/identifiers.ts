import type { Brand } from './brand.js';
import { InvalidValueError } from './domain-error.js';

export type OrganisationId = Brand<string, 'OrganisationId'>;
export type RunId = Brand<string, 'RunId'>;
/** Opaque id of whoever caused a fact; never an e-mail address or a name. */
export type ActorId = Brand<string, 'ActorId'>;
/** Id of a photo within its photo event. */
export type PhotoId = Brand<string, 'PhotoId'>;
/** Numeric id of a photo event (a marathon, a wedding), unique within its organisation. */
export type PhotoEventId = Brand<number, 'PhotoEventId'>;

/** The actor of a fact that no person caused. */
export const SYSTEM_ACTOR = 'system' as ActorId;

// An organisation id becomes part of a stream name and of a Kafka key, and a run id part of a URL:
// letters, digits, `_` and `-` survive all three without escaping.
const NAME = /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/;
// Photo and actor ids come from other systems: any printable text without spaces or control characters.
const FOREIGN_ID = /^[\x21-\x7e]{1,128}$/;

const parsing =
  <Id extends string>(field: string, pattern: RegExp, expected: string) =>
  (value: unknown, name: string = field): Id => {
    if (typeof value !== 'string' || !pattern.test(value)) throw new InvalidValueError(name, expected);
    return value as Id;
  };

const NAME_RULE = 'must be 1 to 64 letters, digits, "_" or "-", beginning with a letter or digit';
const FOREIGN_ID_RULE = 'must be 1 to 128 printable ASCII characters without spaces';

/** @throws InvalidValueError */
export const parseOrganisationId = parsing<OrganisationId>('organisationId', NAME, NAME_RULE);
/** @throws InvalidValueError */
export const parseRunId = parsing<RunId>('runId', NAME, NAME_RULE);
/** @throws InvalidValueError */
export const parseActorId = parsing<ActorId>('actorId', FOREIGN_ID, FOREIGN_ID_RULE);
/** @throws InvalidValueError */
export const parsePhotoId = parsing<PhotoId>('photoId', FOREIGN_ID, FOREIGN_ID_RULE);

/** @throws InvalidValueError unless a whole number from 1 to 2^53 − 1. */
export function parsePhotoEventId(value: unknown, name = 'photoEventId'): PhotoEventId {
  const number = typeof value === 'bigint' ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isSafeInteger(number) || number < 1) {
    throw new InvalidValueError(name, 'must be a whole number of at least 1');
  }
  return number as PhotoEventId;
}
