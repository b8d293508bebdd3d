/**
 * Whoever is told that an organisation is not known yet sends its usage again: what is kept already is not kept twice. Two
 * that say the same charge the same.
 */
export const pendingUsageOnceSql = `
DELETE FROM pending_usage later USING pending_usage earlier
WHERE earlier.organisation_id = later.organisation_id AND earlier.id < later.id
  AND md5(earlier.report::text) = md5(later.report::text);
CREATE UNIQUE INDEX pending_usage_once ON pending_usage (organisation_id, md5(report::text));
`;
