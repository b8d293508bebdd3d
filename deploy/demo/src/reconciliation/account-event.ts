import type { StoredEvent } from '@credit-ledger/event-sourcing';
import { z } from 'zod';

// Credits in stored events are decimal strings.
const amount = z.string().regex(/^\d+$/).transform(BigInt);
const signedAmount = z
  .string()
  .regex(/^-?\d+$/)
  .transform(BigInt);
const portion = z.object({ lotId: z.string(), credits: amount });
const portions = z.array(portion);
// What a credit of a lot cost.
const cost = { unitPrice: z.string(), currency: z.string() };

/** What the sums need of each event, read from its stored JSON and from nothing else. */
const EVENTS = {
  CreditsAdded: z.object({
    additionId: z.string(),
    lotId: z.string(),
    source: z.string(),
    credits: amount,
    ...cost,
    paymentId: z.string().optional(),
  }),
  DebtRepaid: z.object({
    repayments: z.array(portion.extend({ owed: z.object({ type: z.string(), id: z.string() }) })),
  }),
  HoldPlaced: z.object({ runId: z.string(), pins: portions }),
  HoldRefused: z.object({ runId: z.string(), requested: amount, available: signedAmount }),
  HoldExtended: z.object({ pins: portions }),
  HoldReleased: z.object({ returned: portions }),
  HoldExhausted: z.object({}),
  UsageCharged: z.object({
    chargeId: z.string(),
    runId: z.string(),
    usageType: z.string(),
    credits: amount,
    drawdowns: z.array(portion.extend({ held: z.boolean() })),
    overrun: amount,
    photoCount: amount,
    photoDigest: z.string(),
    chargedAt: z.string(),
    timeZone: z.string(),
  }),
  UsageRefunded: z.object({
    refundId: z.string(),
    runId: z.string(),
    credits: amount,
    forgiven: amount,
    lots: z.array(portion.extend({ sourceLotId: z.string(), ...cost })),
  }),
  PurchaseReversed: z.object({
    reversalId: z.string(),
    paymentId: z.string(),
    credits: amount,
    removals: portions,
    owed: amount,
    forced: z.boolean(),
  }),
} as const;

/** Events that move no credits. */
const WITHOUT_CREDITS: ReadonlySet<string> = new Set([
  'AccountOpened',
  'BalanceDepleted',
  'LowBalanceReached',
  'LowBalanceThresholdSet',
  'BalanceRestored',
  'MessageNoted',
]);

type EventType = keyof typeof EVENTS;

export type AccountEvent =
  | { readonly [Type in EventType]: { readonly type: Type; readonly data: z.infer<(typeof EVENTS)[Type]> } }[EventType]
  | { readonly type: 'irrelevant' }
  /** Not known here, or not in the shape that is. Leaving it out could hide credits, so it counts as a difference. */
  | { readonly type: 'unreadable'; readonly problem: string };

export function readAccountEvent({ type, data, version }: StoredEvent): AccountEvent {
  if (WITHOUT_CREDITS.has(type)) return { type: 'irrelevant' };
  if (!isEventType(type)) return { type: 'unreadable', problem: `version ${version} is of the unknown type ${type}` };
  const parsed = EVENTS[type].safeParse(parseJson(data));
  if (!parsed.success)
    return { type: 'unreadable', problem: `version ${version}, ${type}: ${z.prettifyError(parsed.error)}` };
  // The schema was looked up by this very type.
  return { type, data: parsed.data } as AccountEvent;
}

const isEventType = (type: string): type is EventType => Object.hasOwn(EVENTS, type);

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
