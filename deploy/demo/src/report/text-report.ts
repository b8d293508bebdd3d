import type { Transaction } from '../api/ledger-api.js';
import type { ToldChannel, ToldRefusal } from '../reconciliation/told-figures.js';
import type { DemoResult } from '../story/run-demo.js';
import { formatNumber } from './format.js';
import { jsonReport } from './json-report.js';
import { table } from './table.js';

/** What a person reads at the end: the views of the dashboard, the rate, and whether everything holds. */
export function textReport(result: DemoResult): string {
  const { organisation, dashboard, told } = result;
  const { balance, held, available } = dashboard.balance;
  return [
    `Organisation ${organisation.organisationId} (${organisation.plan}, ${organisation.currency}, ${organisation.timeZone})`,
    section('Balance', [
      `${formatNumber(balance)} credits: ${formatNumber(held)} held, ${formatNumber(available)} available`,
    ]),
    section('Monthly usage', table(MONTH_HEADER, dashboard.months.map(monthRow))),
    section('Credit usage', table(USAGE_HEADER, dashboard.usage.map(usageRow))),
    section('Purchase history', table(PURCHASE_HEADER, dashboard.purchases.map(purchaseRow))),
    section('Refused run', told.refusals.map(refusalLine)),
    section('Photos of the race', table(PHOTO_HEADER, photoRows(told.channels))),
    section('Rate', [rateLine(result)]),
    section('Reconciliation', reconciliationLines(result)),
    '',
  ].join('\n');
}

const section = (title: string, lines: readonly string[]): string =>
  ['', title, ...lines.map((line) => `  ${line}`)].join('\n');

const MONTH_HEADER = ['month', 'credits used', 'usage transactions', ''];
const monthRow = (month: DemoResult['dashboard']['months'][number]): string[] => [
  month.month,
  formatNumber(month.creditsUsed),
  formatNumber(month.usageTransactions),
  month.current ? 'current' : '',
];

const USAGE_HEADER = ['type', 'credits', 'photo event', 'user', 'date'];
const usageRow = ({ details, credits, actor, occurredAt, overrun }: Transaction): string[] => [
  `Usage: ${detail(details, 'usageType')}${overrun ? ' (overrun)' : ''}`,
  formatNumber(credits),
  `${detail(details, 'photoEventName')} (${detail(details, 'photoEventId')})`,
  actor,
  occurredAt,
];

const PURCHASE_HEADER = ['type', 'credits', 'gateway or reason', 'payment or run', 'user', 'date'];
const purchaseRow = ({ type, credits, details, actor, occurredAt }: Transaction): string[] => [
  type,
  formatNumber(credits),
  detail(details, 'gateway') || detail(details, 'reason'),
  detail(details, 'paymentId') || detail(details, 'runId'),
  actor,
  occurredAt,
];

function detail(details: Transaction['details'], name: string): string {
  const value = details[name];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

const refusalLine = ({ runId, state, needed, available, recommendedTopUp }: ToldRefusal): string =>
  `${runId}: ${state}. Needed ${formatNumber(needed)} credits, ${formatNumber(available)} available; ` +
  `recommended top-up ${formatNumber(recommendedTopUp)}`;

const PHOTO_HEADER = ['', 'published', 'accepted', 'new', 'already charged', 'rejected'];
function photoRows({ bus, http }: { readonly bus: ToldChannel; readonly http: ToldChannel }): string[][] {
  const row = (name: string, { published, accepted, newPhotos, alreadyCharged }: ToldChannel) => [
    name,
    ...[published, accepted, newPhotos, alreadyCharged, published - accepted].map(formatNumber),
  ];
  const both: ToldChannel = {
    published: bus.published + http.published,
    accepted: bus.accepted + http.accepted,
    newPhotos: bus.newPhotos + http.newPhotos,
    alreadyCharged: bus.alreadyCharged + http.alreadyCharged,
  };
  return [row('bus', bus), row('HTTP', http), row('together', both)];
}

function rateLine(result: DemoResult): string {
  const { photos, photosPerSecond, seconds, pauses } = jsonReport(result);
  const paused = pauses === 1 ? '1 pause' : `${pauses} pauses`;
  return `${formatNumber(photosPerSecond)} photos/s: ${formatNumber(photos.accepted)} in ${seconds.toFixed(1)} s, ${paused} and top-ups included`;
}

function reconciliationLines({ reconciliation, ...result }: DemoResult): readonly string[] {
  const { compared, differences } = reconciliation;
  const { credits } = jsonReport({ reconciliation, ...result });
  const sums = `additions ${formatNumber(credits.added)} (${formatNumber(credits.refunded)} refunded) − charges ${formatNumber(credits.charged)} − removals ${formatNumber(credits.removed)} = balance ${formatNumber(credits.balance)}`;
  if (differences.length === 0) {
    return [sums, `${formatNumber(compared)} figures derived a second time from the raw events: every one holds.`];
  }
  const rows = differences.map(({ figure, told, derived }) => [figure, told, derived]);
  return [
    `${differences.length} of ${formatNumber(compared)} figures differ:`,
    ...table(['figure', 'told', 'derived'], rows),
  ];
}
