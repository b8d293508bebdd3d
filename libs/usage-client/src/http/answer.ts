import { SendError, type Refusal } from '../sending/usage-transport.js';
import type { SpooledReport } from '../spool/spooled-report.js';

/** What an item of the answer may say of a report that is safe. */
const TAKEN = new Set(['accepted', 'duplicate', 'pending']);

/**
 * Reads the answer to a batch: one item per report, in its order.
 * @throws SendError when the answer is none to these reports. Nobody knows what became of them then, so they are sent again.
 */
export function refusalsIn(answer: unknown, reports: readonly SpooledReport[]): Refusal[] {
  const items = isObject(answer) ? answer['items'] : undefined;
  if (!Array.isArray(items) || items.length !== reports.length) {
    throw new SendError('metering answered something that is no answer to a batch of usage');
  }
  return reports.flatMap((report, index) => {
    const item: unknown = items[index];
    const status = isObject(item) ? item['status'] : undefined;
    const problem = problemIn(item);
    if (status === 'rejected' && problem !== undefined) return [refusalOf(report, problem)];
    if (typeof status === 'string' && TAKEN.has(status)) return [];
    throw new SendError('metering answered with a status that this client does not know; it needs a newer release');
  });
}

/** Why a request or an item was refused, in the words of metering. */
type Problem = { readonly code: string; readonly field?: unknown; readonly detail?: unknown };

/** The problem document of a request that metering refused as a whole; undefined when it is none of metering's. */
export const problemIn = (answer: unknown): Problem | undefined =>
  isObject(answer) && typeof answer['code'] === 'string' ? { ...answer, code: answer['code'] } : undefined;

export const refusalOf = (report: SpooledReport, { code, field, detail }: Problem): Refusal => ({
  report,
  code,
  ...(typeof field === 'string' && { field }),
  detail: typeof detail === 'string' ? detail.slice(0, DETAIL_LENGTH_MAX) : 'refused without a reason',
});

const DETAIL_LENGTH_MAX = 1_000;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
