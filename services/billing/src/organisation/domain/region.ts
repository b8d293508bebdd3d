import { type Brand, type Currency, InvalidValueError } from '@credit-ledger/kernel';

/** An ISO 3166 alpha-2 country code such as "IN". */
export type Region = Brand<string, 'Region'>;

/** An IANA time zone name. An organisation's months are counted in it for ever, so it never changes. */
export type TimeZone = Brand<string, 'TimeZone'>;

/** What a region decides about its organisations. */
export type RegionSettings = { readonly currency: Currency; readonly timeZone: TimeZone };

/** Settings of the regions that have their own, and of all others. */
export type RegionTable = { readonly byRegion: ReadonlyMap<Region, RegionSettings>; readonly others: RegionSettings };

/** @throws InvalidValueError unless two capital letters. */
export function parseRegion(value: unknown, field = 'region'): Region {
  if (typeof value !== 'string' || !/^[A-Z]{2}$/.test(value)) {
    throw new InvalidValueError(field, 'must be an ISO 3166 alpha-2 code such as "IN"');
  }
  return value as Region;
}

export const settingsOf = (region: Region, table: RegionTable): RegionSettings =>
  table.byRegion.get(region) ?? table.others;
