import {
  SYSTEM_ACTOR,
  type ActorId,
  type Instant,
  type OrganisationId,
  type PhotoEventId,
  type RunId,
} from '@credit-ledger/kernel';
import type { SqlSession } from '@credit-ledger/messaging';
import type { Share } from '../../rate-card/domain/share.js';
import type { VersionsInForce } from '../../rate-card/remembered-rates.js';
import type { RunSettings } from '../../runs/domain/run.js';
import type { PhotoEvent, PhotoEventName } from '../domain/photo-event.js';
import { runKey, type ReportedRun } from '../domain/group-by-run.js';
import type { IntakePlan } from '../domain/plan-intake.js';
import type { SettledIntake } from '../domain/settle-intake.js';
import type { UsageReport } from '../domain/usage-report.js';

// The rows come sorted by organisation and run id, so that run rows are locked in one order everywhere. An existing run
// keeps its state and its frozen photo event: usage is accepted in every state. One that failures opened takes over the
// type and settings of the first work reported; failures alone are of any type. One of another usage type is left alone, and
// missing from the answer. The overrides in force are looked up together: one by one, though nearly nobody has any, took a
// fifth of the statement. A run that costs shares has cost their whole sum rounded up (10,000 parts are a credit).
const SQL = `
WITH counted AS (
INSERT INTO runs AS run
  (organisation_id, run_id, usage_type, is_type_known, state, photo_event_id, photo_event_name, bib_search, selfie_search,
   store_originals, started_by, opened_at, used_at, first_used_at, estimate, hold_status, granted,
   reported_photos, new_photos, already_charged_photos, free_photos, share_parts, credits)
SELECT organisation_id, run_id, coalesce(usage_type, 'PHOTO_PROCESSING'), usage_type IS NOT NULL, 'RUNNING', photo_event_id, photo_event_name, bib_search, selfie_search,
   store_originals, started_by, $16::timestamptz, $16::timestamptz, $16::timestamptz, 0, 'NONE', 0,
   reported_photos, new_photos, already_charged_photos, free_photos, share_parts, credits + (share_parts + 9999) / 10000
FROM unnest($1::text[], $2::text[], $3::text[], $4::bigint[], $5::text[], $6::boolean[], $7::boolean[], $8::boolean[],
   $9::text[], $10::bigint[], $11::bigint[], $12::bigint[], $13::bigint[], $14::bigint[], $15::bigint[]) WITH ORDINALITY
  AS usage (organisation_id, run_id, usage_type, photo_event_id, photo_event_name, bib_search, selfie_search,
   store_originals, started_by, reported_photos, new_photos, already_charged_photos, free_photos, share_parts, credits,
   position)
ORDER BY position
ON CONFLICT (organisation_id, run_id) DO UPDATE SET
  used_at = greatest(run.used_at, excluded.used_at),
  first_used_at = coalesce(run.first_used_at, excluded.first_used_at),
  reported_photos = run.reported_photos + excluded.reported_photos,
  new_photos = run.new_photos + excluded.new_photos,
  already_charged_photos = run.already_charged_photos + excluded.already_charged_photos,
  free_photos = run.free_photos + excluded.free_photos,
  share_parts = run.share_parts + excluded.share_parts,
  usage_type = CASE WHEN run.is_type_known THEN run.usage_type ELSE excluded.usage_type END,
  bib_search = CASE WHEN run.is_type_known THEN run.bib_search ELSE excluded.bib_search END,
  selfie_search = CASE WHEN run.is_type_known THEN run.selfie_search ELSE excluded.selfie_search END,
  store_originals = CASE WHEN run.is_type_known THEN run.store_originals ELSE excluded.store_originals END,
  is_type_known = run.is_type_known OR excluded.is_type_known,
  credits = CASE WHEN run.share_parts + excluded.share_parts = 0 THEN run.credits + excluded.credits
    ELSE (run.share_parts + excluded.share_parts + 9999) / 10000 END
WHERE run.usage_type = excluded.usage_type OR NOT run.is_type_known OR NOT excluded.is_type_known
RETURNING organisation_id, run_id, photo_event_id, photo_event_name, started_by, share_parts, failed_photos),
overrides AS (
  SELECT DISTINCT ON (organisation_id) organisation_id, version FROM rate_overrides
  WHERE organisation_id = ANY($1::text[]) AND effective_from <= $16::timestamptz
  ORDER BY organisation_id, effective_from DESC, version DESC)
SELECT counted.*,
  (SELECT version FROM rate_cards WHERE effective_from <= $16::timestamptz
   ORDER BY effective_from DESC, version DESC LIMIT 1) AS rate_card_version,
  CASE WHEN row_number() OVER () = 1 THEN (SELECT json_object_agg(organisation_id, version) FROM overrides)
    END AS rate_overrides
FROM counted`;

/** What a run fixed when it was opened. */
export type RunFacts = {
  readonly photoEvent: PhotoEvent;
  readonly startedBy: ActorId;
  /** The sum of the run's shares, with what was added now. */
  readonly share: Share;
  /** Before the failures of this batch. */
  readonly failedPhotos: bigint;
};

export type CountedRuns = {
  /** What each run fixed, parallel to the plan's runs; undefined for a run of another usage type, which was not counted. */
  readonly facts: readonly (RunFacts | undefined)[];
  /** The rates in force when the usage was accepted, seen on the way. */
  readonly inForce: readonly VersionsInForce[];
};

/** Counts the usage on its runs, opening those nobody has opened yet. */
export async function addUsageToRuns(
  session: SqlSession,
  plan: IntakePlan,
  settled: SettledIntake,
  acceptedAt: Instant,
): Promise<CountedRuns> {
  const ofRun = <Value>(of: (run: ReportedRun) => Value): Value[] => plan.runs.map(of);
  const count = <Value>(of: (run: SettledIntake['runs'][number]) => Value): Value[] => settled.runs.map(of);
  const rows = await session.query<Row>(SQL, [
    ofRun(({ first }) => first.organisationId),
    ofRun(({ first }) => first.runId),
    ofRun(({ first }) => first.usage.type),
    ofRun(({ first }) => first.photoEvent.id),
    ofRun(({ first }) => first.photoEvent.name),
    ofRun(({ first }) => settingsOf(first).bibSearch),
    ofRun(({ first }) => settingsOf(first).selfieSearch),
    ofRun(({ first }) => settingsOf(first).storeOriginals),
    ofRun(({ first }) => first.actorId ?? SYSTEM_ACTOR),
    count(({ counts }) => counts.photos),
    count(({ counts }) => counts.newPhotos),
    count(({ counts }) => counts.alreadyCharged),
    count(({ counts }) => counts.freePhotos),
    count(({ share }) => share),
    count(({ counts }) => counts.credits),
    acceptedAt,
  ]);
  const frozen = new Map(rows.map((row) => [`${row.organisation_id}/${row.run_id}`, row]));
  const facts = plan.runs.map(({ first }): RunFacts | undefined => {
    const row = frozen.get(runKey(first));
    if (row === undefined) return undefined;
    const photoEvent = { id: Number(row.photo_event_id) as PhotoEventId, name: row.photo_event_name };
    const share = BigInt(row.share_parts) as Share;
    return { photoEvent, startedBy: row.started_by, share, failedPhotos: BigInt(row.failed_photos) };
  });
  const overrides = new Map(Object.entries(rows[0]?.rate_overrides ?? {}));
  const inForce = rows.map((row) => ({
    organisationId: row.organisation_id,
    rateCardVersion: row.rate_card_version,
    rateOverrideVersion: overrides.get(row.organisation_id) ?? 0,
  }));
  return { facts, inForce };
}

const NO_SETTINGS: RunSettings = { bibSearch: false, selfieSearch: false, storeOriginals: false };
const settingsOf = ({ usage }: UsageReport): RunSettings => (usage.type === 'PHOTO_PROCESSING' ? usage : NO_SETTINGS);

type Row = {
  organisation_id: OrganisationId;
  run_id: RunId;
  photo_event_id: string;
  photo_event_name: PhotoEventName;
  started_by: ActorId;
  share_parts: string;
  failed_photos: string;
  rate_card_version: number;
  /** The versions of all organisations of the batch that have any; in the first row alone. */
  rate_overrides: Readonly<Record<string, number>> | null;
};
