import { InvalidValueError, type Brand } from '@credit-ledger/kernel';
import { IANAZone } from 'luxon';

/** An IANA zone such as "Asia/Kolkata", fixed when the organisation registers: its months are counted in it for ever. */
export type TimeZone = Brand<string, 'TimeZone'>;

/** @throws InvalidValueError unless this machine knows the zone. */
export function parseTimeZone(value: unknown, field = 'timeZone'): TimeZone {
  if (typeof value !== 'string' || !IANAZone.isValidZone(value)) {
    throw new InvalidValueError(field, 'must be an IANA time zone such as "Asia/Kolkata"');
  }
  return value as TimeZone;
}
