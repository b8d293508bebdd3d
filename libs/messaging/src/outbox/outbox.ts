import { randomUUID } from 'node:crypto';
import { invariant, type Instant, type OrganisationId } from '@credit-ledger/kernel';
import { followedTraces } from '../tracing/followed-traces.js';
import type { SqlSession } from '../sql/sql-session.js';

export type OutboxMessage = {
  readonly organisationId: OrganisationId;
  readonly topic: string;
  /** Full protobuf name of the payload. */
  readonly type: string;
  readonly payload: Uint8Array;
  /** Given when the message must keep its id over retries; made up otherwise. */
  readonly id?: string;
  readonly correlationId: string;
  readonly causationId: string;
  readonly time: Instant;
  readonly traceparent?: string;
};

export type GivenSequence = { readonly organisationId: OrganisationId; readonly sequence: bigint };

/**
 * What a service wants to say, written in the transaction that made it true. The relay sends it afterwards.
 *
 * The sequence per (source, organisation) is given out by updating that organisation's row, whose lock is held until
 * the commit: so the order of sequences is the order of commits, and a reader may drop whatever is not above its mark.
 */
export class Outbox {
  private topic: string | undefined;

  /** `source` is the service and its epoch, such as `billing#1`. */
  constructor(readonly source: string) {
    invariant(/^[a-z][a-z-]*#[1-9]\d*$/.test(source), `"${source}" is not a source such as "billing#1"`);
  }

  /**
   * Adds the messages, in order, and answers the sequence of each. One statement for any number of messages; the
   * organisations' rows are locked in their order, so that two transactions with many organisations cannot deadlock.
   * Append once per transaction, or keep that order over the calls.
   */
  async append(session: SqlSession, messages: readonly OutboxMessage[]): Promise<readonly GivenSequence[]> {
    if (messages.length === 0) return [];
    this.checkTopic(messages);
    const { counts, fromLast } = placesOf(messages);
    // Ids are ASCII: this is the database's "C" order too, by which the answer is ordered.
    const organisations = [...counts.keys()].sort();
    const indexes = new Map(organisations.map((organisationId, index) => [organisationId, index]));
    const indexOf = (message: OutboxMessage): number => indexes.get(message.organisationId) ?? -1;
    let end = 0;
    const [row] = await session.query<{ last_sequences: readonly string[] }>(APPEND, [
      this.source,
      organisations,
      organisations.map((organisationId) => counts.get(organisationId)),
      messages.map((message) => message.organisationId),
      messages.map((message) => indexOf(message) + 1),
      fromLast,
      messages.map((message) => message.topic),
      messages.map((message) => message.id ?? randomUUID()),
      messages.map((message) => message.type),
      messages.map((message) => message.time),
      messages.map((message) => message.correlationId),
      messages.map((message) => message.causationId),
      messages.map(
        ({ traceparent, correlationId }) => traceparent ?? followedTraces.traceparentOf(correlationId) ?? null,
      ),
      messages.map(({ payload }) => (end += payload.length) - payload.length + 1),
      messages.map(({ payload }) => payload.length),
      // One value instead of an array: a lone Buffer travels in binary, an array of them as hexadecimal text.
      Buffer.concat(messages.map(({ payload }) => payload)),
    ]);
    const lasts = (row?.last_sequences ?? []).map(BigInt);
    return messages.map((message, index) => {
      const last = lasts[indexOf(message)];
      invariant(last !== undefined, `${message.organisationId} got no sequence`);
      return { organisationId: message.organisationId, sequence: last - BigInt(fromLast[index] ?? 0) };
    });
  }

  // Consumers keep one mark per (source, organisation). Were one sequence spread over two topics, the faster topic
  // would move the mark past messages of the slower one, and they would be dropped as redeliveries.
  private checkTopic(messages: readonly OutboxMessage[]): void {
    for (const { topic } of messages) {
      this.topic ??= topic;
      invariant(topic === this.topic, `${this.source} speaks on ${this.topic}; ${topic} needs a source of its own`);
    }
  }
}

/** How many messages each organisation has, and how many messages of its organisation follow each message. */
function placesOf(messages: readonly OutboxMessage[]): { counts: Map<OrganisationId, number>; fromLast: number[] } {
  const counts = new Map<OrganisationId, number>();
  const fromLast = new Array<number>(messages.length);
  for (let index = messages.length - 1; index >= 0; index--) {
    const { organisationId } = messages[index] as OutboxMessage;
    const following = counts.get(organisationId) ?? 0;
    fromLast[index] = following;
    counts.set(organisationId, following + 1);
  }
  return { counts, fromLast };
}

// The sequences reach the messages through an array, not a join: a kept plan would join them in a nested loop, which takes
// a million steps for 1,000 messages of 1,000 organisations.
const APPEND = `
WITH given AS (
  INSERT INTO source_sequences AS s (source, organisation_id, last_sequence)
  SELECT $1, organisation_id, message_count
  FROM unnest($2::text[], $3::bigint[]) AS o(organisation_id, message_count)
  ORDER BY organisation_id COLLATE "C"
  ON CONFLICT (organisation_id, source) DO UPDATE SET last_sequence = s.last_sequence + EXCLUDED.last_sequence
  RETURNING organisation_id, last_sequence
), ordered AS (
  SELECT array_agg(last_sequence ORDER BY organisation_id COLLATE "C") AS last_sequences FROM given
), appended AS (
  INSERT INTO outbox (organisation_id, source, sequence, topic, message_id, type, message_time,
                      correlation_id, causation_id, traceparent, payload)
  SELECT organisation_id, $1, (SELECT last_sequences FROM ordered)[organisation_index] - from_last, topic, message_id,
         type, message_time, correlation_id, causation_id, traceparent,
         substring($16::bytea FROM starts_at FOR byte_count)
  FROM unnest($4::text[], $5::int[], $6::bigint[], $7::text[], $8::text[], $9::text[], $10::text[], $11::text[],
              $12::text[], $13::text[], $14::int[], $15::int[])
    AS m(organisation_id, organisation_index, from_last, topic, message_id, type, message_time, correlation_id,
         causation_id, traceparent, starts_at, byte_count)
)
SELECT last_sequences FROM ordered`;
