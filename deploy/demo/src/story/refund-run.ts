import type { UsageRefund } from '../api/ledger-api.js';
import { formatNumber } from '../report/format.js';
import type { DemoContext } from './demo-context.js';
import { shownInBalance } from './run-steps.js';

const CREDITS = 50;
const REASON = 'The photos of one camera were blurred';

/** Staff gives some of a run's credits back, and the balance shows them. */
export async function refundRun(context: DemoContext, runId: string, charged: number): Promise<UsageRefund> {
  const { ledger, progress } = context;
  const { body: refund, consistencyToken } = await ledger.refund(runId, Math.min(CREDITS, charged), REASON);
  await shownInBalance(context, 'the refund', consistencyToken);
  const lots = refund.lots.map(({ credits, unitPrice, currency }) => `${credits} at ${currency} ${unitPrice}`);
  progress.say(
    `Staff refunded ${formatNumber(refund.credits)} credits of run ${runId} (${lots.join(', ')}): "${REASON}".`,
  );
  return refund;
}
