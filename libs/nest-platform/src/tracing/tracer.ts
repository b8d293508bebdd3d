/** Under this name all spans of a service are made. */
export const TRACER = 'credit-ledger';
