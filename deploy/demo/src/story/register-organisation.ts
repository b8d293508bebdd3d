import type { Organisation } from '../api/billing-api.js';
import { waitUntil } from '../waiting/wait-until.js';
import { TRIAL_CREDITS } from '../workload/credit-plan.js';
import type { DemoContext } from './demo-context.js';

const REGION = 'IN';

/** Registers the organisation and waits for its free credits. */
export async function registerOrganisation({ billing, ledger, progress, signal }: DemoContext): Promise<Organisation> {
  const organisation = await billing.register('Marathon Photos (demo)', REGION);
  const { organisationId, currency, timeZone, plan } = organisation;
  await waitUntil(
    'the free credits of the trial are there',
    async () => ((await ledger.balance())?.balance ?? 0) >= TRIAL_CREDITS || undefined,
    { signal },
  );
  progress.say(
    `Registered ${organisationId} in India: ${currency}, ${timeZone}, ${plan} with ${TRIAL_CREDITS} free credits.`,
  );
  return organisation;
}
