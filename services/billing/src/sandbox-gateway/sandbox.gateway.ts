import { Inject, Injectable } from '@nestjs/common';
import { money, parseCurrency } from '@credit-ledger/kernel';
import { BILLING_CONFIG, type BillingConfig } from '../billing.config.js';
import type { GatewayOutcome, GatewayReport } from '../payment/domain/gateway-report.js';
import { type Checkout, parsePaymentId, type PaymentId } from '../payment/domain/payment.js';
import {
  type CheckoutRequest,
  type GatewayMessage,
  GatewayUnavailableError,
  type PaymentGateway,
} from '../payment/payment-gateway.js';
import { SandboxCompany } from './company/sandbox-company.js';
import { type SandboxMessage, sandboxMessageSchema } from './sandbox-message.js';
import { isSignedBy, SIGNATURE_HEADER, SIGNATURE_PARAMETER } from './sandbox-signature.js';

/** Pays with nobody's money: stands in for Razorpay and PayGlocal wherever no real payment may happen. */
@Injectable()
export class SandboxGateway implements PaymentGateway {
  readonly name = 'sandbox';

  constructor(
    @Inject(SandboxCompany) private readonly company: SandboxCompany,
    @Inject(BILLING_CONFIG) private readonly config: BillingConfig,
  ) {}

  openCheckout({ paymentId, amount, description }: CheckoutRequest): Promise<Checkout> {
    return this.answered(async () => {
      const returnUrl = `${this.config.PUBLIC_URL}/v1/payments/return`;
      const { checkoutId } = await this.company.open({ reference: paymentId, amount, description, returnUrl });
      return { checkoutId, checkoutUrl: `${this.config.PUBLIC_URL}/sandbox/checkout/${checkoutId}` };
    });
  }

  fetchReport(paymentId: PaymentId): Promise<GatewayReport | undefined> {
    return this.answered(async () => {
      const message = await this.company.statusByReference(paymentId);
      return message === undefined ? undefined : toReport(message);
    });
  }

  readWebhook(body: Uint8Array, headers: Readonly<Record<string, unknown>>): GatewayMessage {
    const text = Buffer.from(body).toString('utf8');
    const content = parseJson(text);
    if (isSignedBy(body, headers[SIGNATURE_HEADER], this.config.SANDBOX_SECRET)) return read(content);
    return forged(content);
  }

  readReturn({ [SIGNATURE_PARAMETER]: signature, ...content }: Readonly<Record<string, string>>): GatewayMessage {
    const signed = new URLSearchParams(content).toString();
    return isSignedBy(signed, signature, this.config.SANDBOX_SECRET) ? read(content) : forged(content);
  }

  private async answered<T>(ask: () => Promise<T>): Promise<T> {
    try {
      return await ask();
    } catch (error) {
      throw new GatewayUnavailableError(this.name, { cause: error });
    }
  }
}

function read(content: unknown): GatewayMessage {
  const parsed = sandboxMessageSchema.safeParse(content);
  if (!parsed.success)
    return { type: 'malformed', problem: parsed.error.issues.map(({ message }) => message).join('; ') };
  const report = toReport(parsed.data);
  return report === undefined
    ? { type: 'malformed', problem: 'the reference is no payment id' }
    : { type: 'genuine', report };
}

const forged = (content: unknown): GatewayMessage => {
  const reference =
    typeof content === 'object' && content !== null && 'reference' in content ? content.reference : undefined;
  return { type: 'forged', namedPaymentId: toPaymentId(reference) };
};

function toReport(message: SandboxMessage): GatewayReport | undefined {
  const paymentId = toPaymentId(message.reference);
  const outcome = toOutcome(message);
  if (paymentId === undefined || outcome === undefined) return undefined;
  const amount = money(BigInt(message.amountMinor), parseCurrency(message.currency));
  return { paymentId, checkoutId: message.checkoutId, amount, outcome };
}

// Whoever says "paid" has to say with which payment: it is what tells a repetition from paying twice.
function toOutcome({ state, gatewayPaymentId }: SandboxMessage): GatewayOutcome | undefined {
  if (state !== 'PAID') return { type: state };
  return gatewayPaymentId === undefined ? undefined : { type: 'PAID', gatewayPaymentId };
}

function toPaymentId(reference: unknown): PaymentId | undefined {
  try {
    return parsePaymentId(reference);
  } catch {
    return undefined;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
