import { DEMO_ORGANISATION } from '@credit-ledger/provisioning';
import type { Instance } from './start-instance.js';

/**
 * Registers the organisation that the printed tokens are for; harmless to repeat. Returns what went wrong, or undefined:
 * an instance without it works all the same.
 */
export async function registerDemoOrganisation(instance: Instance): Promise<string | undefined> {
  if (!instance.services.includes('billing')) return undefined;
  const answer = await fetch(`${instance.urls.billing}/v1/organisations`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${await instance.token('service')}`,
      'content-type': 'application/json',
      'idempotency-key': 'standalone-demo-organisation',
    },
    body: JSON.stringify({ organisationId: DEMO_ORGANISATION, name: 'Demo organisation', region: 'IN' }),
  });
  const text = await answer.text();
  return answer.ok
    ? undefined
    : `the organisation "${DEMO_ORGANISATION}" could not be registered: ${answer.status} ${text}`;
}
