import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseOrganisationId, systemClock } from '@credit-ledger/kernel';
import { connectUsageClient } from '@credit-ledger/usage-client';
import type { TokenRole } from '@credit-ledger/standalone';
import { BillingApi } from '../api/billing-api.js';
import { connectionOf, type Connect } from '../api/connection.js';
import { LedgerApi } from '../api/ledger-api.js';
import { MeteringApi } from '../api/metering-api.js';
import type { DemoInstance } from '../instance/demo-instance.js';
import { eventStoreByUrl } from '../instance/event-store-by-url.js';
import type { Progress } from '../progress/progress.js';
import { PIPELINE } from '../workload/usage-reports.js';
import type { DemoContext } from './demo-context.js';

/** Connects to an instance for a new organisation. The one place where the demo chooses engines. */
export async function connectContext(
  instance: DemoInstance,
  progress: Progress,
  signal: AbortSignal,
): Promise<DemoContext & { close(): Promise<void> }> {
  const organisationId = parseOrganisationId(newOrganisationId());
  const token = (role: TokenRole) => instance.token(role, organisationId);
  const [admin, operator, service, staff] = await Promise.all([
    token('admin'),
    token('operator'),
    token('service'),
    token('staff'),
  ]);
  const tokens = { admin, operator, service, staff };
  const connect = (name: string, baseUrl: string, until = signal): Connect => {
    return (role) => connectionOf({ service: name, baseUrl, token: tokens[role], signal: until });
  };
  const { urls, stores } = instance;
  const meteringUntil = (until: AbortSignal) =>
    new MeteringApi(connect('processing-metering', urls.metering, until), organisationId);
  const spoolDir = await mkdtemp(join(tmpdir(), 'credit-ledger-demo-spool-'));
  const usage = await connectUsageClient({ url: stores.messagingUrl, spoolDir, source: PIPELINE });
  const eventStore = eventStoreByUrl(stores.eventStoreUrl);
  return {
    organisationId,
    billing: new BillingApi(connect('billing', urls.billing), organisationId),
    ledger: new LedgerApi(connect('ledger', urls.ledger), organisationId),
    metering: meteringUntil(signal),
    usage,
    sources: { eventStore, meteringUrl: stores.meteringUrl },
    progress,
    signal,
    async resetClock() {
      await meteringUntil(AbortSignal.timeout(ABANDON_TIMEOUT_MS)).setClock(null);
    },
    abandonRun: (runId) => meteringUntil(AbortSignal.timeout(ABANDON_TIMEOUT_MS)).cancel(runId).then(noted, noted),
    async close() {
      // Whoever ends early does not want the rest to be charged.
      await usage.close({ deadlineMs: 0 });
      await rm(spoolDir, { recursive: true, force: true });
      await eventStore.close();
    },
  };
}

const ABANDON_TIMEOUT_MS = 3_000;
const noted = (): void => undefined;

// `demo-20261121-093000-1f2e`: every run is an organisation of its own, and a person sees which came when.
function newOrganisationId(): string {
  const [date = '', time = ''] = systemClock.now().split('T');
  return `demo-${date.replaceAll('-', '')}-${time.slice(0, 8).replaceAll(':', '')}-${randomBytes(2).toString('hex')}`;
}
