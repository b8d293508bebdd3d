/** What was available when the latest hold was refused, negative in debt; hold_requested says what it had asked for. */
export const holdRefusalsSql = `
ALTER TABLE runs
  ADD COLUMN hold_refused_available bigint,
  ADD CHECK (hold_refused_available IS NULL OR (hold_status = 'CLOSED' AND hold_requested IS NOT NULL));
`;
