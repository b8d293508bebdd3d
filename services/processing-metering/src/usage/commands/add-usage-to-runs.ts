import {
  invariant,
  SYSTEM_ACTOR,
  type ActorId,
  type Instant,
  type OrganisationId,
  type PhotoEventId,
  type RunId,
} from '@credit-ledger/kernel';
import type { SqlSession } from '@credit-ledger/messaging';
import type { PhotoEvent, PhotoEventName } from '../domain/photo-event.js';
import type { IntakePlan, ReportedRun } from '../domain/plan-intake.js';
import type { SettledIntake, SettledRun } from '../domain/settle-intake.js';

// The rows come sorted by organisation and run id, so that run rows are locked in one order everywhere. An existing run
// keeps its state and its frozen photo event: usage is accepted in every state.
const SQL = `
INSERT INTO runs AS run
  (organisation_id, run_id, usage_type, state, photo_event_id, photo_event_name, bib_search, selfie_search, started_by,
   opened_at, used_at, first_used_at, estimate, hold_status, granted,
   reported_photos, new_photos, already_charged_photos, free_photos, credits)
SELECT organisation_id, run_id, 'PHOTO_PROCESSING', 'RUNNING', photo_event_id, photo_event_name, bib_search, selfie_search,
   started_by, $13::timestamptz, $13::timestamptz, $13::timestamptz, 0, 'NONE', 0,
   reported_photos, new_photos, already_charged_photos, free_photos, credits
FROM unnest($1::text[], $2::text[], $3::bigint[], $4::text[], $5::boolean[], $6::boolean[], $7::text[],
   $8::bigint[], $9::bigint[], $10::bigint[], $11::bigint[], $12::bigint[]) WITH ORDINALITY
  AS usage (organisation_id, run_id, photo_event_id, photo_event_name, bib_search, selfie_search, started_by,
   reported_photos, new_photos, already_charged_photos, free_photos, credits, position)
ORDER BY position
ON CONFLICT (organisation_id, run_id) DO UPDATE SET
  used_at = greatest(run.used_at, excluded.used_at),
  first_used_at = coalesce(run.first_used_at, excluded.first_used_at),
  reported_photos = run.reported_photos + excluded.reported_photos,
  new_photos = run.new_photos + excluded.new_photos,
  already_charged_photos = run.already_charged_photos + excluded.already_charged_photos,
  free_photos = run.free_photos + excluded.free_photos,
  credits = run.credits + excluded.credits
RETURNING organisation_id, run_id, photo_event_id, photo_event_name, started_by,
  (SELECT version FROM rate_cards WHERE effective_from <= $13::timestamptz ORDER BY effective_from DESC LIMIT 1)
    AS rate_card_version`;

/** What a run fixed when it was opened. */
export type RunFacts = { readonly photoEvent: PhotoEvent; readonly startedBy: ActorId };

export type CountedRuns = {
  /** What each run fixed, parallel to the plan's runs. */
  readonly facts: readonly RunFacts[];
  /** Of the version in force when the usage was accepted, seen on the way. */
  readonly rateCardVersion: number | undefined;
};

/** Counts the usage on its runs, opening those nobody has opened yet. */
export async function addUsageToRuns(
  session: SqlSession,
  plan: IntakePlan,
  settled: SettledIntake,
  acceptedAt: Instant,
): Promise<CountedRuns> {
  const ofRun = <Value>(of: (run: ReportedRun) => Value): Value[] => plan.runs.map(of);
  const count = <Value>(of: (run: SettledRun) => Value): Value[] => settled.runs.map(of);
  const rows = await session.query<Row>(SQL, [
    ofRun(({ first }) => first.organisationId),
    ofRun(({ first }) => first.runId),
    ofRun(({ first }) => first.photoEvent.id),
    ofRun(({ first }) => first.photoEvent.name),
    ofRun(({ first }) => first.usage.bibSearch),
    ofRun(({ first }) => first.usage.selfieSearch),
    ofRun(({ first }) => first.actorId ?? SYSTEM_ACTOR),
    count(({ counts }) => counts.photos),
    count(({ counts }) => counts.newPhotos),
    count(({ counts }) => counts.alreadyCharged),
    count(({ counts }) => counts.freePhotos),
    count(({ counts }) => counts.credits),
    acceptedAt,
  ]);
  const frozen = new Map(rows.map((row) => [`${row.organisation_id}/${row.run_id}`, row]));
  const facts = plan.runs.map(({ first }): RunFacts => {
    const row = frozen.get(`${first.organisationId}/${first.runId}`);
    invariant(row, `run ${first.runId} was not counted`);
    const photoEvent = { id: Number(row.photo_event_id) as PhotoEventId, name: row.photo_event_name };
    return { photoEvent, startedBy: row.started_by };
  });
  return { facts, rateCardVersion: rows[0]?.rate_card_version };
}

type Row = {
  organisation_id: OrganisationId;
  run_id: RunId;
  photo_event_id: string;
  photo_event_name: PhotoEventName;
  started_by: ActorId;
  rate_card_version: number;
};
