// The accounts without the service around them, for whoever measures or examines how they are decided and stored.
export { AccountRepository } from './credit-account/account-repository.js';
export { accountStream } from './credit-account/account-stream.js';
export type { CreditAccountCommand } from './credit-account/domain/credit-account.commands.js';
export type { UnitPrice } from './credit-account/domain/lot.js';
