import { NO_CREDITS, subtractCredits, sumCredits, type Credits } from '@credit-ledger/kernel';
import { owing, type CreditAccount } from './credit-account.js';
import type { ChargeUsage } from './credit-account.commands.js';
import type { CreditAccountEvent, Drawdown } from './credit-account.events.js';
import { drawDown, type Portion } from './draw-down.js';
import { joinPins, spendPins, useHold, type Hold } from './hold.js';
import { freeOf, type Lot } from './lot.js';

/**
 * Charges finished work, which is never refused: first to the run's hold, which grows by itself while credits are free;
 * without a hold to what is free; and what finds nothing is owed.
 */
export function chargeUsage({ data }: ChargeUsage, account: CreditAccount): readonly CreditAccountEvent[] {
  const hold = account.holds.get(data.runId);
  if (hold === undefined) {
    const { portions, shortfall } = drawDown(account.lots, data.credits);
    return [charged(data, portions.map(notHeld), owing(account, shortfall))];
  }
  const { extension, paid, exhausted } = useHold(hold, data.credits, freeIn(account.lots));
  const pins = drawDown(account.lots, extension).portions;
  const { spent } = spendPins(joinPins(hold.pins, pins), paid);
  return [
    ...extended(hold, pins),
    // What the hold did not pay found nothing free either, or the hold would have grown.
    charged(data, spent.map(fromHold), owing(account, subtractCredits(data.credits, paid))),
    ...(exhausted ? [{ type: 'HoldExhausted', data: idsOf(hold) } as const] : []),
  ];
}

const extended = (hold: Hold, pins: readonly Portion[]): readonly CreditAccountEvent[] =>
  pins.length === 0 ? [] : [{ type: 'HoldExtended', data: { ...idsOf(hold), pins } }];

// Written out: adding keys after a spread takes V8 a hundred times as long, and this is the event of every photo.
const charged = (data: ChargeUsage['data'], drawdowns: readonly Drawdown[], overrun: Credits): CreditAccountEvent => ({
  type: 'UsageCharged',
  data: {
    chargeId: data.chargeId,
    runId: data.runId,
    usageType: data.usageType,
    runUsageType: data.runUsageType,
    photoEvent: data.photoEvent,
    credits: data.credits,
    photoCount: data.photoCount,
    photoDigest: data.photoDigest,
    rateCardVersion: data.rateCardVersion,
    rateOverrideVersion: data.rateOverrideVersion,
    chargedAt: data.chargedAt,
    effectiveAtReplaced: data.effectiveAtReplaced,
    timeZone: data.timeZone,
    drawdowns,
    overrun,
  },
});

const freeIn = (lots: readonly Lot[]): Credits => (lots.length === 0 ? NO_CREDITS : sumCredits(lots.map(freeOf)));

const idsOf = ({ holdId, runId }: Hold) => ({ holdId, runId });
const fromHold = ({ lotId, credits }: Portion): Drawdown => ({ lotId, credits, held: true });
const notHeld = ({ lotId, credits }: Portion): Drawdown => ({ lotId, credits, held: false });
