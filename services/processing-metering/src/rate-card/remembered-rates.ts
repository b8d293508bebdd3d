import type { Instant, OrganisationId } from '@credit-ledger/kernel';
import { OutdatedReadError, type SqlSession } from '@credit-ledger/messaging';
import { LRUCache } from 'lru-cache';
import type { RateCard } from './domain/rate-card.js';
import { ratesInForce, type RateOverride, type RatesInForce } from './domain/rate-override.js';
import { findRateCard } from './find-rate-card.js';
import { findRateOverrides } from './find-rate-overrides.js';

const REMEMBERED_MAX = 50_000;

/** The versions in force, as a statement of the same transaction saw them. */
export type VersionsInForce = {
  readonly organisationId: OrganisationId;
  readonly rateCardVersion: number;
  readonly rateOverrideVersion: number;
};

export type RatesOf = (organisationId: OrganisationId) => RatesInForce;

/**
 * Rates as they were last read, for the intake, which would otherwise ask for them in every transaction. Whoever prices with
 * them confirms, in the same transaction, that they are the versions in force; with others nothing is committed. So an
 * organisation of which nothing is remembered may be taken to have no rates of its own, which nearly all have not.
 */
export class RememberedRates {
  private card: RateCard | undefined;
  private readonly overrides = new LRUCache<OrganisationId, RateOverride>({ max: REMEMBERED_MAX });
  private readonly outdated = new Set<OrganisationId>();

  async get(session: SqlSession, at: Instant): Promise<RatesOf> {
    const card = (this.card ??= await findRateCard(session, at));
    if (this.outdated.size > 0) await this.readAgain(session, at);
    const general = ratesInForce(card, undefined);
    // What was answered once is answered again, whatever another transaction learns meanwhile: it is what gets confirmed.
    const answered = new Map<OrganisationId, RatesInForce>();
    return (organisationId) => {
      let rates = answered.get(organisationId);
      if (rates === undefined) {
        const override = this.overrides.get(organisationId);
        rates = override === undefined ? general : ratesInForce(card, override);
        answered.set(organisationId, rates);
      }
      return rates;
    };
  }

  /** @throws OutdatedReadError when other versions are in force: the transaction is to run again, and reads them. */
  confirm(used: RatesOf, inForce: readonly VersionsInForce[]): void {
    const wrong = inForce.filter(({ organisationId, rateCardVersion, rateOverrideVersion }) => {
      const rates = used(organisationId);
      if (rates.rateCardVersion !== rateCardVersion) this.card = undefined;
      else if (rates.rateOverrideVersion !== rateOverrideVersion) this.outdated.add(organisationId);
      else return false;
      return true;
    });
    if (wrong.length === 0) return;
    throw new OutdatedReadError(`other rates are in force for ${wrong.length} of ${inForce.length} runs`);
  }

  private async readAgain(session: SqlSession, at: Instant): Promise<void> {
    const organisationIds = [...this.outdated];
    const found = await findRateOverrides(session, organisationIds, at);
    for (const organisationId of organisationIds) {
      const override = found.get(organisationId);
      if (override === undefined) this.overrides.delete(organisationId);
      else this.overrides.set(organisationId, override);
      this.outdated.delete(organisationId);
    }
  }
}
