import type { OrganisationId } from '@credit-ledger/kernel';
import type { SqlSession } from '@credit-ledger/messaging';
import { LRUCache } from 'lru-cache';
import { findTimeZones } from './find-time-zones.js';
import type { TimeZone } from './time-zone.js';

const CACHED_ORGANISATIONS_MAX = 50_000;

/**
 * Zones by organisation, cached: every intake needs them and they never change. Only registered organisations are
 * remembered, because an unknown one may register at any moment.
 */
export class OrganisationDirectory {
  private readonly known = new LRUCache<OrganisationId, TimeZone>({ max: CACHED_ORGANISATIONS_MAX });

  async timeZonesOf(
    session: SqlSession,
    organisationIds: Iterable<OrganisationId>,
  ): Promise<ReadonlyMap<OrganisationId, TimeZone>> {
    const zones = new Map<OrganisationId, TimeZone>();
    const unknown = new Set<OrganisationId>();
    for (const organisationId of organisationIds) {
      const zone = this.known.get(organisationId);
      if (zone === undefined) unknown.add(organisationId);
      else zones.set(organisationId, zone);
    }
    if (unknown.size === 0) return zones;
    for (const [organisationId, zone] of await findTimeZones(session, [...unknown])) {
      this.known.set(organisationId, zone);
      zones.set(organisationId, zone);
    }
    return zones;
  }
}
