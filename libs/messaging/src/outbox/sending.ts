import type { SourcePlace } from '../inbox/source-place.js';
import type { SqlSession } from '../sql/sql-session.js';

/**
 * `unknown`: the number was never given out. `unsent`: it was, and is still to be sent, or once more, because nobody knows that it was.
 * `sent`: it was acknowledged, and is never sent again.
 */
export type Sending = 'unknown' | 'unsent' | 'sent';

/** What a source's own database knows of its messages: an answer for each, in their order. */
export type SendingOf = (places: readonly SourcePlace[]) => Promise<readonly Sending[]>;

/** Of sources that speak through the outbox in this database. */
export const outboxSending =
  (session: SqlSession): SendingOf =>
  async (places) => {
    const rows = await session.query<{ sending: Sending }>(SENDING, [
      places.map((place) => place.organisationId),
      places.map((place) => place.source),
      places.map((place) => place.sequence),
    ]);
    return rows.map(({ sending }) => sending);
  };

const SENDING = `
SELECT CASE WHEN coalesce(s.last_sequence, 0) < p.sequence THEN 'unknown'
            WHEN o.sequence IS NOT NULL THEN 'unsent'
            ELSE 'sent' END AS sending
FROM unnest($1::text[], $2::text[], $3::bigint[]) WITH ORDINALITY AS p(organisation_id, source, sequence, n)
LEFT JOIN source_sequences s ON s.organisation_id = p.organisation_id AND s.source = p.source
LEFT JOIN outbox o ON o.organisation_id = p.organisation_id AND o.source = p.source AND o.sequence = p.sequence
ORDER BY p.n`;
