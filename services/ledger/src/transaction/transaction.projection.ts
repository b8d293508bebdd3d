import type { SqlSession } from '@credit-ledger/messaging';
import { NO_CREDITS, toJsonInteger, type Instant, type OrganisationId } from '@credit-ledger/kernel';
import type { Position } from '@credit-ledger/event-sourcing';
import type {
  CreditsAdded,
  PurchaseReversed,
  UsageCharged,
  UsageRefunded,
} from '../credit-account/domain/credit-account.events.js';
import type { AccountRecord } from '../projections/account-record.js';
import { storableText } from '../projections/storable-text.js';
import { dayOf } from '../monthly-usage/zoned-day.js';
import type { UsagePlace } from '../usage-breakdown/daily-usage.projection.js';
import { transactionIds } from './transaction-ids.js';
import { kindOf, type TransactionType } from './transaction.js';

/** One row of the transaction list, or what events add to it. The credits of all rows sum to the balance. */
export type TransactionChange = {
  readonly organisationId: OrganisationId;
  /** `usage-<run>`, `addition-<addition>`, `refund-<refund>` or `adjustment-<reversal>`. */
  readonly transactionId: string;
  /** Position of the event that opened the row: the order of the list and its cursor. */
  readonly position: Position;
  readonly type: TransactionType;
  /** Bounded only where it is answered. */
  credits: bigint;
  /** Some of it was charged beyond a hold, or is owed. */
  overrun: boolean;
  readonly occurredAt: Instant;
  readonly actor: string;
  /** Where a run counts: on the day of its first charge. Nothing else counts as usage. */
  readonly usage: UsagePlace | undefined;
  readonly details: TransactionDetails;
};

export type TransactionDetails = Readonly<Record<string, TransactionDetail>>;
export type TransactionDetail = string | number | boolean | readonly Readonly<Record<string, string | number>>[];

/** By organisation and transaction. */
export type TransactionChanges = Map<string, TransactionChange>;

/** Adds what the events change. */
export function foldTransactions(changes: TransactionChanges, records: readonly AccountRecord[]): void {
  for (const record of records) {
    const { event } = record;
    if (event.type === 'CreditsAdded') {
      rowOf(changes, record, transactionIds.addition(event.data.additionId), (id) =>
        additionRow(record, event.data, id),
      ).credits += event.data.credits;
    } else if (event.type === 'UsageCharged') {
      const row = rowOf(changes, record, transactionIds.usage(event.data.runId), (id) =>
        usageRow(record, event.data, id),
      );
      row.credits -= event.data.credits;
      row.overrun ||= beyondHold(event.data);
    } else if (event.type === 'UsageRefunded') {
      rowOf(changes, record, transactionIds.refund(event.data.refundId), (id) =>
        refundRow(record, event.data, id),
      ).credits += event.data.credits;
    } else if (event.type === 'PurchaseReversed') {
      rowOf(changes, record, transactionIds.adjustment(event.data.reversalId), (id) =>
        adjustmentRow(record, event.data, id),
      ).credits -= event.data.credits;
    }
  }
}

/** The row of that id, opened unless it is there; ids that a view cannot tell apart share one. */
function rowOf(
  changes: TransactionChanges,
  { organisationId }: AccountRecord,
  id: string,
  opened: (transactionId: string) => TransactionChange,
): TransactionChange {
  const transactionId = storableText(id);
  const key = `${organisationId}/${transactionId}`;
  let row = changes.get(key);
  if (row === undefined) {
    row = opened(transactionId);
    changes.set(key, row);
  }
  return row;
}

const additionRow = (
  { organisationId, position, metadata }: AccountRecord,
  data: CreditsAdded['data'],
  transactionId: string,
): TransactionChange => ({
  organisationId,
  transactionId,
  position,
  type: data.source,
  credits: 0n,
  overrun: false,
  occurredAt: data.addedAt,
  actor: storableText(metadata.actor),
  usage: undefined,
  details: storableDetails({
    additionId: data.additionId,
    unitPrice: data.unitPrice,
    currency: data.currency,
    paymentId: data.paymentId,
    orderId: data.orderId,
    gateway: data.gateway,
    reason: data.reason,
  }),
});

const usageRow = (
  { organisationId, position, metadata }: AccountRecord,
  data: UsageCharged['data'],
  transactionId: string,
): TransactionChange => ({
  organisationId,
  transactionId,
  position,
  type: 'USAGE',
  credits: 0n,
  overrun: false,
  occurredAt: data.chargedAt,
  actor: storableText(metadata.actor),
  usage: {
    organisationId,
    day: dayOf(data.chargedAt, data.timeZone),
    usageType: data.runUsageType,
    photoEvent: data.photoEvent,
  },
  details: storableDetails({
    runId: data.runId,
    usageType: data.runUsageType,
    photoEventId: data.photoEvent.id,
    photoEventName: data.photoEvent.name,
  }),
});

const refundRow = (
  { organisationId, position, metadata }: AccountRecord,
  data: UsageRefunded['data'],
  transactionId: string,
): TransactionChange => ({
  organisationId,
  transactionId,
  position,
  type: 'REFUND',
  credits: 0n,
  overrun: false,
  occurredAt: data.refundedAt,
  actor: storableText(metadata.actor),
  usage: undefined,
  details: {
    ...storableDetails({
      refundId: data.refundId,
      runId: data.runId,
      usageType: data.runUsageType,
      photoEventId: data.photoEvent.id,
      photoEventName: data.photoEvent.name,
      reason: data.reason,
    }),
    lots: data.lots.map(({ lotId, sourceLotId, credits, unitPrice, currency }) =>
      storableDetails({ lotId, sourceLotId, credits: toJsonInteger(credits), unitPrice, currency }),
    ),
  },
});

const adjustmentRow = (
  { organisationId, position, metadata }: AccountRecord,
  data: PurchaseReversed['data'],
  transactionId: string,
): TransactionChange => ({
  organisationId,
  transactionId,
  position,
  type: 'ADJUSTMENT',
  credits: 0n,
  overrun: false,
  occurredAt: data.reversedAt,
  actor: storableText(metadata.actor),
  usage: undefined,
  details: storableDetails({
    reversalId: data.reversalId,
    paymentId: data.paymentId,
    reason: data.reason,
    forced: data.forced,
  }),
});

const beyondHold = (data: UsageCharged['data']): boolean =>
  data.overrun > NO_CREDITS || data.drawdowns.some((drawdown) => !drawdown.held);

/** Without what is missing. */
function storableDetails<Value extends string | number | boolean>(
  details: Readonly<Record<string, Value | undefined>>,
): Readonly<Record<string, Value | string>> {
  const storable: Record<string, Value | string> = {};
  for (const [name, value] of Object.entries(details)) {
    if (value !== undefined) storable[name] = typeof value === 'string' ? storableText(value) : value;
  }
  return storable;
}

/** What the list is searched by, in lower case: names and ids that a person may have at hand. */
const searchTextOf = ({ details }: TransactionChange): string =>
  SEARCHED.map((name) => details[name])
    .filter((value) => typeof value === 'string')
    .join('\n')
    .toLowerCase();

const SEARCHED = ['photoEventName', 'runId', 'paymentId', 'orderId', 'reason'] as const;

const UPSERT = `
  insert into transactions as t
    (generation, organisation_id, transaction_id, position, type, kind, credits, overrun, occurred_at, actor, month,
     usage_type, photo_event_id, search_text, details)
  select $1, organisation_id, transaction_id, position, type, kind, credits, overrun, occurred_at, actor, month,
         details ->> 'usageType', (details ->> 'photoEventId')::bigint, search_text, details
    from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::bigint[], $8::boolean[],
                $9::timestamptz[], $10::text[], $11::text[], $12::text[], $13::jsonb[])
      as change (organisation_id, transaction_id, position, type, kind, credits, overrun, occurred_at, actor, month,
                 search_text, details)
  on conflict (generation, organisation_id, transaction_id) do update set
    credits = t.credits + excluded.credits,
    overrun = t.overrun or excluded.overrun
  returning t.organisation_id, t.transaction_id, t.position`;

/** Adds the changes to the rows of a generation. Returns those that opened a row. */
export async function applyTransactions(
  session: SqlSession,
  generation: number,
  changes: readonly TransactionChange[],
): Promise<readonly TransactionChange[]> {
  if (changes.length === 0) return [];
  const rows = await session.query<{ organisation_id: string; transaction_id: string; position: Position }>(UPSERT, [
    generation,
    changes.map((change) => change.organisationId),
    changes.map((change) => change.transactionId),
    changes.map((change) => change.position),
    changes.map((change) => change.type),
    changes.map((change) => kindOf(change.type)),
    changes.map((change) => change.credits),
    changes.map((change) => change.overrun),
    changes.map((change) => change.occurredAt),
    changes.map((change) => change.actor),
    changes.map((change) => change.usage?.day.slice(0, 7) ?? null),
    changes.map(searchTextOf),
    changes.map((change) => JSON.stringify(change.details)),
  ]);
  // A row keeps the position of the event that opened it: where it is another one, the row was there before.
  const positions = new Map(rows.map((row) => [`${row.organisation_id}/${row.transaction_id}`, row.position]));
  return changes.filter(
    ({ organisationId, transactionId, position }) => positions.get(`${organisationId}/${transactionId}`) === position,
  );
}
