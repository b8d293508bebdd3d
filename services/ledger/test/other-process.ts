import { InMemorySnapshotStore } from '@credit-ledger/event-sourcing';
import { silentLog, systemClock, type OrganisationId } from '@credit-ledger/kernel';
import { AccountRepository } from '../src/credit-account/account-repository.js';
import { accountStream } from '../src/credit-account/account-stream.js';
import type { CreditAccountCommand } from '../src/credit-account/domain/credit-account.commands.js';
import { connectEventStore } from '../src/event-store-by-url.js';

/** Applies a command to each account in another process of the ledger, which has no doors and is gone afterwards. */
export async function applyElsewhere(
  eventStoreUrl: string,
  organisations: readonly string[],
  command: CreditAccountCommand,
): Promise<void> {
  const store = await connectEventStore(eventStoreUrl, silentLog);
  const snapshots = new InMemorySnapshotStore();
  const accounts = new AccountRepository({ store, snapshots, clock: systemClock, log: silentLog });
  await Promise.all(
    organisations.map((organisation) => accounts.execute(accountStream(organisation as OrganisationId), command)),
  );
  await store.close();
}
