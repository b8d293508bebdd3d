import type { CrashWorld } from '../crash-world.js';
import type { Customer } from '../customer.js';
import type { Stored } from './read-stored.js';
import { unequal } from './unequal.js';

type PaymentRow = {
  readonly paymentId: string;
  readonly state: string;
  readonly orderState: string;
  readonly credits: number;
  readonly isNoted: boolean;
  /** State and amounts agree with the order. */
  readonly isInvoiced: boolean;
};

const PAYMENTS = `
  select p.payment_id::text as "paymentId", p.state, o.state as "orderState", o.credits::int,
         p.credits_added_at is not null as "isNoted",
         coalesce(i.credits = o.credits and i.net_minor = o.net_minor and i.tax_minor = o.tax_minor
                  and i.total_minor = p.amount_minor and i.currency = p.currency, false) as "isInvoiced"
    from billing.payments p join billing.credit_orders o using (order_id)
    left join invoicing.invoices i on i.payment_id = p.payment_id
   where p.organisation_id = $1`;

const COUNTS = `
  select (select plan from billing.organisations where organisation_id = $1) as plan,
         (select count(*) from billing.credit_orders where organisation_id = $1)::int as orders,
         (select count(*) from invoicing.invoices where organisation_id = $1)::int as invoices`;

/** A completed payment has its order fulfilled, its credits added once and one invoice; any other has none of it. */
export async function purchaseProblems(
  world: CrashWorld,
  { organisationId, purchases, orderKeys }: Customer,
  { history }: Stored,
): Promise<readonly string[]> {
  const payments = await world.rows<PaymentRow>(PAYMENTS, [organisationId]);
  const [counts] = await world.rows<{ plan: string; orders: number; invoices: number }>(COUNTS, [organisationId]);
  const completed = payments.filter(({ state }) => state === 'COMPLETED');
  return [
    ...unequal('completed payments', completed.length, purchases.length),
    ...unequal('orders', counts?.orders, orderKeys.size),
    ...unequal('payments of orders', payments.length, counts?.orders),
    ...unequal('invoices', counts?.invoices, completed.length),
    ...unequal('plan', counts?.plan, completed.length > 0 ? 'payg' : 'trial'),
    ...payments.flatMap(({ paymentId, state, orderState, credits, isNoted, isInvoiced }) => {
      const isCompleted = state === 'COMPLETED';
      return [
        ...unequal(`order of ${state} payment ${paymentId}`, orderState, isCompleted ? 'FULFILLED' : 'PLACED'),
        ...unequal(
          `credits of ${paymentId}`,
          history.additions.get(paymentId)?.credits,
          isCompleted ? credits : undefined,
        ),
        ...unequal(`arrival of the credits of ${paymentId} is noted`, isNoted, isCompleted),
        ...unequal(`invoice of ${paymentId}`, isInvoiced, isCompleted),
      ];
    }),
  ];
}
