/**
 * One-line changes of the account's rules. Each breaks a promise, so some spec must turn red for every one of them.
 * `line` must stand exactly once in the file, so that a moved rule is noticed instead of silently skipped.
 */
export const MUTATIONS = [
  { file: 'lot.ts', line: 'FREE_CREDITS: 0,', becomes: 'FREE_CREDITS: 5,' },
  { file: 'lot.ts', line: 'compare(a.addedAt, b.addedAt) ||', becomes: 'compare(b.addedAt, a.addedAt) ||' },
  { file: 'lot.ts', line: 'subtractCredits(lot.remaining, lot.pinned)', becomes: 'lot.remaining' },
  { file: 'draw-down.ts', line: 'missing = subtractCredits(missing, taken);', becomes: '' },
  { file: 'hold.ts', line: 'const LITTLE_LEFT = 5n;', becomes: 'const LITTLE_LEFT = 6n;' },
  { file: 'hold.ts', line: 'const EXTENSION_PARTS = 4n;', becomes: 'const EXTENSION_PARTS = 3n;' },
  { file: 'hold.ts', line: 'if (left * LITTLE_LEFT < granted) {', becomes: 'if (left * LITTLE_LEFT <= granted) {' },
  { file: 'hold.ts', line: 'freeLeft -= extension;', becomes: '' },
  { file: 'hold.ts', line: 'exhausted: left === 0n,', becomes: 'exhausted: false,' },
  { file: 'charge-usage.ts', line: 'subtractCredits(data.credits, paid)', becomes: 'NO_CREDITS' },
  { file: 'charge-usage.ts', line: '...extended(hold, pins),', becomes: '' },
  { file: 'add-credits.ts', line: 'if (account.additionIds.has(data.additionId))', becomes: 'if (false)' },
  { file: 'add-credits.ts', line: '...repayDebt(evolve(account, added))', becomes: '' },
  { file: 'release-hold.ts', line: '...repayDebt(evolve(account, released))', becomes: '' },
  { file: 'expire-hold.ts', line: 'hold.holdId !== data.holdId', becomes: 'false' },
  { file: 'place-hold.ts', line: 'shortfall === requested', becomes: 'shortfall > 0n' },
  { file: 'place-hold.ts', line: '? shortfall > NO_CREDITS :', becomes: '? false :' },
  { file: 'decide.ts', line: 'if (isRedelivery(command, account)) return [];', becomes: '' },
  { file: 'decide.ts', line: 'sequence <= (account', becomes: 'sequence < (account' },
  { file: 'balance-marks.ts', line: 'after.lowBalanceArmed && balance <= threshold', becomes: 'balance <= threshold' },
  { file: 'balance-marks.ts', line: 'balance <= NO_CREDITS', becomes: 'balance < NO_CREDITS' },
  { file: 'balance-marks.ts', line: 'before.depleted && balance', becomes: 'balance' },
  { file: 'repay-debt.ts', line: 'left = subtractCredits(left, repaid);', becomes: '' },
  { file: 'credit-account.ts', line: 'const LOW_BALANCE_MIN = 100n;', becomes: 'const LOW_BALANCE_MIN = 99n;' },
  {
    file: 'evolve.ts',
    line: 'pinned: held ? subtractCredits(lot.pinned, taken) : lot.pinned,',
    becomes: 'pinned: lot.pinned,',
  },
  {
    file: 'evolve.ts',
    line: "source === 'PURCHASE' ? remaining : account.lastPurchase",
    becomes: 'account.lastPurchase',
  },
  { file: 'refund-usage.ts', line: 'account.corrections !== spending.corrections ||', becomes: '' },
  { file: 'refund-usage.ts', line: '|| owed < spending.owed', becomes: '' },
  { file: 'refund-usage.ts', line: 'if (credits > spending.refundable)', becomes: 'if (false)' },
  { file: 'refund-usage.ts', line: 'minCredits(owed, credits)', becomes: 'NO_CREDITS' },
  { file: 'refund-usage.ts', line: '...repayDebt(evolve(account, refunded))', becomes: '' },
  { file: 'refund-usage.ts', line: 'spending.paid.toReversed()', becomes: 'spending.paid' },
  { file: 'run-spending.ts', line: 'this.refunded = addCredits(this.refunded, credits);', becomes: '' },
  { file: 'run-spending.ts', line: 'this.pay(own);', becomes: '' },
  { file: 'run-spending.ts', line: 'for (const lot of lots) this.remember(lot.lotId, lot);', becomes: '' },
  { file: 'reverse-purchase.ts', line: 'account.corrections !== purchase.corrections', becomes: 'false' },
  { file: 'reverse-purchase.ts', line: 'if (credits > purchase.reversible)', becomes: 'if (false)' },
  { file: 'reverse-purchase.ts', line: '!forced && own.shortfall > NO_CREDITS', becomes: 'false' },
  { file: 'reverse-purchase.ts', line: 'account.lots.filter((lot) => lot.lotId === lotId)', becomes: 'account.lots' },
  { file: 'purchase-history.ts', line: "source !== 'PURCHASE' ||", becomes: '' },
  { file: 'set-low-balance-threshold.ts', line: 'threshold === account.lowBalanceThresholdSet', becomes: 'false' },
  {
    file: 'balance-marks.ts',
    line: "was === balance && !decided.some(({ type }) => type === 'LowBalanceThresholdSet')",
    becomes: 'was === balance',
  },
  { file: 'balance-marks.ts', line: 'balance >= was', becomes: 'balance > was' },
  {
    file: 'evolve.ts',
    line: 'return rearmed({ ...account, lowBalanceThresholdSet',
    becomes: 'return ({ ...account, lowBalanceThresholdSet',
  },
];

/** Folder of the files above. */
export const MUTATED_FOLDER = 'services/ledger/src/credit-account/domain';

/** Specs that must notice. */
export const WATCHING_SPECS = 'services/ledger/src/credit-account';
