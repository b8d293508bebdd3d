const METERING = 'services/processing-metering/src';

/** What usage costs whom. */
export const rateMutations = {
  folder: `${METERING}/rate-card/domain`,
  specs: [`${METERING}/rate-card/domain`],
  changes: [
    {
      file: 'rate-override.ts',
      line: '{ ...general, ...override.rates, PHOTO_PROCESSING',
      becomes: '{ ...override.rates, ...general, PHOTO_PROCESSING',
    },
    { file: 'rate-override.ts', line: ', ...override.rates.PHOTO_PROCESSING }', becomes: ' }' },
    { file: 'rate-card.ts', line: 'bibSearch || selfieSearch', becomes: 'bibSearch && selfieSearch' },
    { file: 'rate-version.ts', line: '< epochMsOf(earliest)', becomes: '<= epochMsOf(earliest)' },
    { file: 'share.ts', line: '(parts + PARTS - 1n) / PARTS', becomes: '(parts + PARTS) / PARTS' },
    { file: 'work-credits.ts', line: '? rates.storeOriginals : NO_CREDITS', becomes: '? NO_CREDITS : NO_CREDITS' },
  ],
};

/** What of a batch is charged. */
export const intakeMutations = {
  folder: `${METERING}/usage/domain`,
  specs: [`${METERING}/usage/domain`],
  changes: [
    { file: 'settle-shares.ts', line: 'growth(soFar, run.share)', becomes: 'roundedUp(run.share)' },
    { file: 'settle-shares.ts', line: 'soFar = addShares(soFar, report.share);', becomes: '' },
    { file: 'plan-intake.ts', line: 'if (credits === NO_CREDITS) return undefined;', becomes: '' },
  ],
};

/** How runs, their holds and the gate go on. */
export const runMutations = {
  folder: `${METERING}/runs/domain`,
  specs: [`${METERING}/runs/domain`],
  changes: [
    { file: 'estimated-photos.ts', line: 'photos < 1 ||', becomes: '' },
    { file: 'estimated-photos.ts', line: 'photos > ROTATED_IMAGES_MAX', becomes: 'photos >= ROTATED_IMAGES_MAX' },
    { file: 'hold-policy.ts', line: 'return true;', becomes: 'return false;' },
    { file: 'hold.ts', line: ': credits(1n);', becomes: ': NO_CREDITS;' },
    { file: 'gate.ts', line: 'costOf(middle) <= budget', becomes: 'costOf(middle) < budget' },
    { file: 'gate.ts', line: 'leftInHold(run.hold, run.usage.credits)', becomes: 'run.hold.granted' },
    { file: 'expire-hold.ts', line: 'expiresAt > now', becomes: 'expiresAt >= now' },
    { file: 'expire-hold.ts', line: '|| hasEnded(run)', becomes: '' },
    { file: 'apply-hold-fact.ts', line: "run.state === 'REQUESTED' && isAllOrNothing", becomes: 'isAllOrNothing' },
  ],
};

/** What an organisation is told before it starts a run. */
export const estimateMutations = {
  folder: `${METERING}/estimates/domain`,
  specs: [`${METERING}/estimates/domain`],
  changes: [
    { file: 'estimate.ts', line: 'credits <= available', becomes: 'credits < available' },
    { file: 'top-up.ts', line: '(needed * 11n + 9n) / 10n', becomes: '(needed * 11n) / 10n' },
    { file: 'top-up.ts', line: 'spare > PURCHASE_MIN ? spare : PURCHASE_MIN', becomes: 'spare' },
  ],
};
