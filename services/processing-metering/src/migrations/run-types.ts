/**
 * Runs of every usage type, and the option to store originals. STORE_ORIGINALS is an option of PHOTO_PROCESSING, not the
 * type of a run. Runs that were there processed photos and stored no originals.
 */
export const runTypesSql = `
ALTER TABLE runs
  ADD COLUMN store_originals boolean NOT NULL DEFAULT false,
  ADD CHECK (usage_type IN ('PHOTO_PROCESSING', 'AI_IMAGE_ROTATION', 'WATERMARK_REPROCESSING')),
  ADD CHECK (usage_type = 'PHOTO_PROCESSING' OR NOT store_originals);
`;
