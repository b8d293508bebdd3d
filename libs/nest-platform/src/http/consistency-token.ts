/**
 * Answer header of a write: the mark that a projection has to reach before it shows this write. Ledger queries take it as
 * `after=<token>`.
 */
export const CONSISTENCY_TOKEN_HEADER = 'Consistency-Token';
