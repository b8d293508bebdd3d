import type { DescMessage, MessageShape } from '@bufbuild/protobuf';
import type { Envelope } from '../envelope/envelope.js';
import type { SqlSession } from '../sql/sql-session.js';

/** Which generated schema decodes a message type. Whatever has no schema here is somebody else's business. */
export type MessageSchema<Schema extends DescMessage = DescMessage> = { readonly schema: Schema };

/** What happens to one message type: the effects go through the session, in the transaction that moves the offset. */
export interface MessageRoute<
  Session extends SqlSession = SqlSession,
  Schema extends DescMessage = DescMessage,
> extends MessageSchema<Schema> {
  /** @throws DomainError to refuse the message for good; anything that may pass is thrown as it is and tried again. */
  handle(message: MessageShape<Schema>, envelope: Envelope, session: Session): Promise<void>;
}

/** A route with the types of its schema: `route(UsageMeteredSchema, async (message, envelope, session) => …)`. */
export const route = <Schema extends DescMessage, Session extends SqlSession = SqlSession>(
  schema: Schema,
  handle: MessageRoute<Session, Schema>['handle'],
): MessageRoute<Session> => ({ schema, handle });
