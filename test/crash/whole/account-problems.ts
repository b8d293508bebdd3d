import type { Customer } from '../customer.js';
import type { Stored } from './read-stored.js';
import { unequal } from './unequal.js';

const TRIAL_CREDITS = 200;
/** A share of a credit that an earlier credit had room for is charged nothing, so the ledger does not hear of it. */
const COSTS_SHARES = 'WATERMARK_REPROCESSING';

/** Every wish came true once: credits were added once, every photo was charged once, and no credit was spent twice. */
export function accountProblems(customer: Customer, { history, chain, work }: Stored): readonly string[] {
  const additions = (source: string) =>
    [...history.additions.values()].filter((addition) => addition.source === source).map(({ credits }) => credits);
  const refunded = [...history.refunds.values()].map(({ credits }) => credits);
  const reversed = [...history.reversals.values()].map(({ credits }) => credits);
  const debtBesideCredits = history.debt > 0n && history.lots.remaining > history.lots.pinned;
  return [
    ...history.problems,
    ...unequal('hash chain', chain.intact ? 'intact' : `broken at ${chain.brokenAt} (${chain.reason})`, 'intact'),
    ...unequal('trial credits', additions('FREE_CREDITS'), [TRIAL_CREDITS]),
    ...unequal('purchased credits', sorted(additions('PURCHASE')), sorted(customer.purchases)),
    ...unequal('granted credits', sorted(additions('ADMIN_GRANT')), sorted(customer.grants)),
    ...unequal('refunded credits', sorted(refunded), sorted(customer.refunds)),
    ...unequal('photos reported and never charged', work.missing, []),
    ...unequal('photos charged twice or without a report', work.unexpected, []),
    ...unequal('credits charged', history.charged, customer.creditsOfWork),
    ...unequal('reversed credits', sorted(reversed), sorted(customer.reversals)),
    ...unequal('balance = lots − debt', history.lots.remaining - history.debt, history.balance),
    ...(debtBesideCredits ? [`owes ${history.debt} beside free credits`] : []),
    ...chargesWithoutPhotos({ history, work }),
  ];
}

function chargesWithoutPhotos({ history, work }: Pick<Stored, 'history' | 'work'>): readonly string[] {
  const paid = new Map(work.charges().map((charge) => [charge.chargeId, charge]));
  const lost = [...paid.values()]
    .filter(({ chargeId, component }) => !history.charges.has(chargeId) && component !== COSTS_SHARES)
    .map(({ chargeId }) => chargeId);
  const wrong = [...history.charges.values()].flatMap(({ chargeId, photoCount, photoDigest }) => {
    const found = paid.get(chargeId);
    return [
      ...unequal(`photos of charge ${chargeId}`, photoCount, found?.items),
      ...unequal(`photo digest of charge ${chargeId}`, photoDigest, found?.digest),
    ];
  });
  return [...lost.map((chargeId) => `charge ${chargeId} never reached the ledger`), ...wrong];
}

const sorted = (amounts: readonly (bigint | number)[]): number[] => amounts.map(Number).sort((a, b) => a - b);
