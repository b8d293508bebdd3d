import { invariant } from '@credit-ledger/kernel';
import type { FastifyRequest } from 'fastify';
import type { CallerIdentity } from './caller.js';

// Beside the request and not on it: nothing else can write it there.
const callers = new WeakMap<FastifyRequest, CallerIdentity>();

export const setCallerOfRequest = (request: FastifyRequest, caller: CallerIdentity): void =>
  void callers.set(request, caller);

/** @throws InvariantViolation on a public route, which has no caller. */
export function callerOfRequest(request: FastifyRequest): CallerIdentity {
  const caller = callers.get(request);
  invariant(caller !== undefined, 'a public route asked for its caller');
  return caller;
}
