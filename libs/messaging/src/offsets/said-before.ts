import type { SourcePlace } from '../inbox/source-place.js';
import type { SqlSession } from '../sql/sql-session.js';

/** A message as it stands in a log. */
export type SaidMessage = SourcePlace & { readonly messageId: string };

/** Whether the source's own database gave each of the messages its number, in their order. */
export type SaidBefore = (messages: readonly SaidMessage[]) => Promise<readonly boolean[]>;

/** Of sources that speak through the outbox in this database. A number may have been given out a second time already, to what waits there. */
export const saidByOutbox =
  (session: SqlSession): SaidBefore =>
  async (messages) => {
    const rows = await session.query<{ said: boolean }>(SAID, [
      messages.map(({ organisationId }) => organisationId),
      messages.map(({ source }) => source),
      messages.map(({ sequence }) => sequence),
      messages.map(({ messageId }) => messageId),
    ]);
    return rows.map(({ said }) => said);
  };

const SAID = `
SELECT coalesce(s.last_sequence, 0) >= m.sequence AND coalesce(o.message_id = m.message_id, true) AS said
FROM unnest($1::text[], $2::text[], $3::bigint[], $4::text[]) WITH ORDINALITY AS m(organisation_id, source, sequence, message_id, n)
LEFT JOIN source_sequences s ON s.organisation_id = m.organisation_id AND s.source = m.source
LEFT JOIN outbox o ON o.organisation_id = m.organisation_id AND o.source = m.source AND o.sequence = m.sequence
ORDER BY m.n`;
