import { parseRates, storedRates, type RateCard, type Rates, type StoredRates } from './rate-card.js';

/** An organisation's own rates from a moment on. What they do not name costs what the rate card says. */
export type RateOverride = { readonly version: number; readonly rates: StoredOverride };

export type StoredOverride = Partial<Omit<StoredRates, 'PHOTO_PROCESSING'>> & {
  readonly PHOTO_PROCESSING?: Partial<StoredRates['PHOTO_PROCESSING']>;
};

/** What an organisation's usage costs, and the versions that say so. */
export type RatesInForce = Rates & {
  readonly rateCardVersion: number;
  /** 0 for an organisation without rates of its own. */
  readonly rateOverrideVersion: number;
};

/** @throws InvalidValueError naming the rate. */
export function ratesInForce(card: RateCard, override: RateOverride | undefined): RatesInForce {
  const { version, effectiveFrom: _, ...rates } = card;
  if (override === undefined) return { ...rates, rateCardVersion: version, rateOverrideVersion: 0 };
  const general = storedRates(rates);
  const processing = { ...general.PHOTO_PROCESSING, ...override.rates.PHOTO_PROCESSING };
  const own = parseRates({ ...general, ...override.rates, PHOTO_PROCESSING: processing });
  return { ...own, rateCardVersion: version, rateOverrideVersion: override.version };
}
