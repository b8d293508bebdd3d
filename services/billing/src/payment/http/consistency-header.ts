import { CONSISTENCY_TOKEN_HEADER } from '@credit-ledger/nest-platform';
import type { FastifyReply } from 'fastify';
import type { Payment } from '../domain/payment.js';

/** Lets whoever learns that a payment is completed read a balance that has its credits. */
export function setConsistencyToken(reply: FastifyReply, payment: Payment | undefined): void {
  if (payment?.consistencyToken !== undefined) void reply.header(CONSISTENCY_TOKEN_HEADER, payment.consistencyToken);
}
