import type { Answer } from '@credit-ledger/nest-platform';
import type { FastifyReply } from 'fastify';

/** Sends an answer that may have been stored by an earlier request with the same key. */
export function sendAnswer<Body>(reply: FastifyReply, { status, headers = {}, body }: Answer<Body>): Body {
  void reply.status(status).headers(headers);
  return body;
}
