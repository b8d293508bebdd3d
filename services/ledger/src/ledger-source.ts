/** Injects the source name of the ledger's facts and tokens, `ledger#<epoch>`. */
export const LEDGER_SOURCE = Symbol('LEDGER_SOURCE');
