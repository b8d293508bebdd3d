import { z } from 'zod';

/**
 * What the sandbox says about a checkout, as its interface documents it: the body of a webhook (JSON) and the query of
 * the address that the browser returns to. `reference` is the shop's own id of the payment.
 */
export const sandboxMessageSchema = z.strictObject({
  checkoutId: z.string(),
  reference: z.string(),
  state: z.enum(['OPEN', 'PAID', 'DECLINED', 'CANCELLED']),
  amountMinor: z.string().regex(/^\d{1,15}$/),
  currency: z.string().regex(/^[A-Z]{3}$/),
  gatewayPaymentId: z.string().min(1).optional(),
});

export type SandboxMessage = z.output<typeof sandboxMessageSchema>;

/** The message as query parameters, without those it does not have, in one fixed order: the text that is signed. */
export function toQuery(message: SandboxMessage): URLSearchParams {
  const { checkoutId, reference, state, amountMinor, currency, gatewayPaymentId } = message;
  const query = new URLSearchParams({ checkoutId, reference, state, amountMinor, currency });
  if (gatewayPaymentId !== undefined) query.set('gatewayPaymentId', gatewayPaymentId);
  return query;
}
