import { InvalidValueError, parsePhotoEventId, type Brand, type PhotoEventId } from '@credit-ledger/kernel';

/** A marathon, a wedding: what a run's photos belong to. Frozen on the run by its first request or report. */
export type PhotoEvent = { readonly id: PhotoEventId; readonly name: PhotoEventName };
export type PhotoEventName = Brand<string, 'PhotoEventName'>;

// Control characters and lone surrogates cannot be stored as PostgreSQL text or shown to anybody. Counted in UTF-16 units,
// like at every reader of the name: what one of them took for too long would become a dead letter there.
const NAME = /^[^\p{Cc}\p{Cs}]+$/u;
const NAME_LENGTH_MAX = 200;

/** @throws InvalidValueError */
function parsePhotoEventName(value: unknown, field = 'photoEventName'): PhotoEventName {
  if (typeof value !== 'string' || value.length > NAME_LENGTH_MAX || !NAME.test(value) || value.trim() === '') {
    throw new InvalidValueError(field, 'must be 1 to 200 characters without control characters');
  }
  return value as PhotoEventName;
}

/** Makes a photo event of values from the edge. @throws InvalidValueError */
export const parsePhotoEvent = (
  id: unknown,
  name: unknown,
  idField = 'photoEventId',
  nameField = 'photoEventName',
) => ({
  id: parsePhotoEventId(id, idField),
  name: parsePhotoEventName(name, nameField),
});
