// The accounts without the service around them, for whoever measures or examines how they are decided and stored.
export { AccountRepository } from './credit-account/account-repository.js';
export { accountStream } from './credit-account/account-stream.js';
export type { CreditAccountCommand } from './credit-account/domain/credit-account.commands.js';
export type { UnitPrice } from './credit-account/domain/lot.js';
// The service, and the comparison of its views with its events, for whoever runs or examines it in one process.
export { loadLedgerConfig, type LedgerConfig } from './ledger.config.js';
export { defineLedger } from './ledger.service.js';
export { rebuildAccountViews } from './rebuild/rebuild-account-views.js';
// What of the ledger's numbers in a log can be its own, for whoever starts it.
export { connectEventStore } from './event-store-by-url.js';
export { saidByEvents } from './integration/outbound/ledger-log.js';
export { assertBoundTo } from './projections/checkpoint-store.js';
