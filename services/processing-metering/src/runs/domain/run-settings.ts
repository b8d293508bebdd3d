import { InvalidValueError } from '@credit-ledger/kernel';
import type { RunSettings, UsageType } from './run.js';

const OFF: RunSettings = { bibSearch: false, selfieSearch: false, storeOriginals: false };

export type RawRunSettings = { readonly [Name in keyof RunSettings]?: boolean | undefined };

/**
 * Both searches have to be named for PHOTO_PROCESSING, because they decide the price. Work of another type has no
 * settings: one that is on is a mistake of the caller, who would wait for its effect in vain.
 * @throws InvalidValueError naming the setting.
 */
export function parseRunSettings(usageType: UsageType, raw: RawRunSettings): RunSettings {
  if (usageType === 'PHOTO_PROCESSING') {
    const { bibSearch, selfieSearch, storeOriginals = false } = raw;
    if (bibSearch === undefined) throw new InvalidValueError('bibSearch', 'must be true or false');
    if (selfieSearch === undefined) throw new InvalidValueError('selfieSearch', 'must be true or false');
    return { bibSearch, selfieSearch, storeOriginals };
  }
  for (const name of ['bibSearch', 'selfieSearch', 'storeOriginals'] as const) {
    if (raw[name] === true)
      throw new InvalidValueError(name, `must be false or left out: ${usageType} has no such option`);
  }
  return OFF;
}
