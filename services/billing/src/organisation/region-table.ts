import { IANAZone } from 'luxon';
import { parseCurrency } from '@credit-ledger/kernel';
import { parseRegion, type Region, type RegionSettings, type RegionTable, type TimeZone } from './domain/region.js';

/** India pays in rupees and counts its months in its own time; all others pay in dollars and count in UTC. */
export const DEFAULT_REGIONS = 'IN=INR@Asia/Kolkata,*=USD@UTC';

/**
 * Parses the configured table: `region=currency@timeZone` for each region with settings of its own, `*` for all others.
 *
 * @throws Error that names the entry, when one is malformed, stands twice, or names a time zone nobody knows.
 */
export function parseRegionTable(text: string): RegionTable {
  const byRegion = new Map<Region | '*', RegionSettings>();
  for (const entry of text.split(',')) {
    const match = /^([A-Z]{2}|\*)=([A-Z]{3})@([A-Za-z0-9_+/-]+)$/.exec(entry.trim());
    const [, name = '', currency, timeZone = ''] = match ?? [];
    if (match === null || !IANAZone.isValidZone(timeZone)) {
      throw new Error(`"${entry}" is not a region's settings: expected REGION=CURRENCY@Time/Zone, REGION may be *`);
    }
    const region = name === '*' ? '*' : parseRegion(name);
    if (byRegion.has(region)) throw new Error(`region ${region} has settings twice`);
    byRegion.set(region, { currency: parseCurrency(currency), timeZone: timeZone as TimeZone });
  }
  const others = byRegion.get('*');
  if (others === undefined) throw new Error('settings for all other regions (*) are missing');
  return { byRegion: new Map([...byRegion].filter(isNamed)), others };
}

const isNamed = (entry: [Region | '*', RegionSettings]): entry is [Region, RegionSettings] => entry[0] !== '*';
