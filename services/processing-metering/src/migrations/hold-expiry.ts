/**
 * When a hold expires for want of use. Usage moves `used_at` alone, which no index has, so that counting it stays as cheap
 * as it was; `hold_expires_at` is where the sweep looks, and it looks at `used_at` before it believes it. Holds that are open
 * have a day from now on.
 */
export const holdExpirySql = `
ALTER TABLE runs
  ADD COLUMN used_at timestamptz NOT NULL DEFAULT now(),
  ADD COLUMN first_used_at timestamptz,
  ADD COLUMN hold_expires_at timestamptz,
  DROP CONSTRAINT runs_hold_status_check,
  ADD CONSTRAINT runs_hold_status_check CHECK (hold_status IN ('NONE', 'PENDING', 'OPEN', 'EXPIRING', 'CLOSED'));
ALTER TABLE runs ALTER COLUMN used_at DROP DEFAULT;
UPDATE runs SET hold_expires_at = now() + interval '24 hours' WHERE hold_status = 'OPEN';
ALTER TABLE runs ADD CHECK ((hold_status = 'OPEN') = (hold_expires_at IS NOT NULL));
CREATE INDEX runs_by_hold_expiry ON runs (hold_expires_at) WHERE hold_status = 'OPEN' AND ended_at IS NULL;
`;
