import { readRawFacts, type RawFacts } from '@credit-ledger/demo';
import type { CrashWorld } from '../crash-world.js';
import type { Customer } from '../customer.js';
import { PHOTO_EVENT } from '../usage-reports.js';

export type StoredMessage = {
  readonly version: number;
  readonly type: string;
  readonly source: string;
  /** Empty when the source has none. */
  readonly sequence: string;
  readonly messageId: string;
  readonly runId: string | null;
  /** Credits that the event pinned for its run. */
  readonly pinned: number;
};

/** What is stored about an organisation and was not derived by anybody. */
export type Stored = RawFacts & {
  /** Every event of the account, in order, with the message that caused it. */
  readonly messages: readonly StoredMessage[];
  /** The last sequence that billing and metering gave out for the organisation. */
  readonly lastSequences: ReadonlyMap<string, number>;
};

const MESSAGES = `
  select stream_version::int as version, type, metadata->>'source' as source, metadata->>'sequence' as sequence,
         metadata->>'messageId' as "messageId", data->>'runId' as "runId",
         coalesce((select sum((pin->>'credits')::bigint) from json_array_elements(data->'pins') pin), 0)::int as pinned
    from event_store.events where stream_id = 'creditAccount-' || $1 order by stream_version`;

const LAST_SEQUENCES = `
  select source, last_sequence::int as last from billing.source_sequences where organisation_id = $1
  union all
  select source, last_sequence::int as last from metering.source_sequences where organisation_id = $1`;

export async function readStored(world: CrashWorld, { organisationId, photos, imageRuns }: Customer): Promise<Stored> {
  const sources = { eventStore: world.eventStore, meteringUrl: world.instance.databaseUrls.metering };
  const images = [...imageRuns].map(([runId, run]) => [runId, run.images] as const);
  const reported = new Map<string, Iterable<string>>([[String(PHOTO_EVENT.id), photos], ...images]);
  const [facts, messages, last] = await Promise.all([
    readRawFacts(sources, organisationId, reported),
    world.rows<StoredMessage>(MESSAGES, [organisationId]),
    world.rows<{ source: string; last: number }>(LAST_SEQUENCES, [organisationId]),
  ]);
  return { ...facts, messages, lastSequences: new Map(last.map((row) => [row.source, row.last])) };
}
