/** Identifiers are ASCII and are compared byte by byte (`COLLATE "C"`), like everywhere else in the system. */
export const runImagesSql = `
-- Which images of a run were charged for: an image counts once per run. Rows are never changed or deleted.
CREATE TABLE run_images (
  organisation_id text COLLATE "C" NOT NULL,
  run_id text COLLATE "C" NOT NULL,
  usage_type text COLLATE "C" NOT NULL CHECK (usage_type IN ('AI_IMAGE_ROTATION', 'WATERMARK_REPROCESSING')),
  image_id text COLLATE "C" NOT NULL,
  charge_id uuid NOT NULL,
  charged_at timestamptz NOT NULL,
  PRIMARY KEY (organisation_id, run_id, image_id)
);

-- In ten-thousandths of a credit, what the run's photos cost in shares; its credits are that, rounded up.
ALTER TABLE runs ADD COLUMN share_parts bigint NOT NULL DEFAULT 0 CHECK (share_parts >= 0);
`;
