import type { CreditAccountCommand, UnitPrice } from '@credit-ledger/ledger';
import {
  credits,
  parseActorId,
  parseCurrency,
  parseOrganisationId,
  parsePhotoEventId,
  parseRunId,
  systemClock,
  type Instant,
  type OrganisationId,
} from '@credit-ledger/kernel';
import { fixedWidth } from '../load/request-template.js';

const ACTOR = parseActorId('bench');
const RUN = parseRunId('run-2014-04-21');
const PHOTO_EVENT = { id: parsePhotoEventId(2014), name: 'Boston Marathon 2014' };
// As long as a real one: the size of an event is part of what is measured.
const DIGEST = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';
const SOURCE = 'bench#1';
const ONE = credits(1n);
const PLENTY = credits(1_000_000_000_000n);

/** The commands of one account, as messages of a source that numbers them. */
export class AccountCommands {
  private sequence = 0;
  private readonly chargedAt: Instant = systemClock.now();
  private readonly photo = {
    runId: RUN,
    usageType: 'PHOTO_PROCESSING',
    runUsageType: 'PHOTO_PROCESSING',
    photoEvent: PHOTO_EVENT,
    credits: ONE,
    photoCount: 1n,
    photoDigest: DIGEST,
    rateCardVersion: 1,
    rateOverrideVersion: undefined,
    chargedAt: this.chargedAt,
    effectiveAtReplaced: false,
    timeZone: 'Asia/Kolkata',
  };

  constructor(readonly organisationId: OrganisationId) {}

  static ofAccounts(prefix: string, count: number): readonly AccountCommands[] {
    return Array.from(
      { length: count },
      (_, index) => new AccountCommands(parseOrganisationId(`${prefix}-${fixedWidth(index)}`)),
    );
  }

  /** Opens the account and gives it more credits than are ever charged. */
  opening(): readonly CreditAccountCommand[] {
    const [now, currency] = [this.chargedAt, parseCurrency('INR')];
    return [
      {
        type: 'OpenAccount',
        data: { region: 'IN', currency, timeZone: 'Asia/Kolkata', registeredAt: now },
        metadata: this.metadata(),
      },
      {
        type: 'AddCredits',
        data: {
          ...{ additionId: 'bench', source: 'ADMIN_GRANT', credits: PLENTY, unitPrice: '0' as UnitPrice, currency },
          ...{ addedAt: now, paymentId: undefined, orderId: undefined, gateway: undefined, reason: 'bench' },
        },
        metadata: this.metadata(),
      },
    ];
  }

  /** Charges one photo: one event. */
  charge(): CreditAccountCommand {
    const metadata = this.metadata();
    return { type: 'ChargeUsage', data: { chargeId: metadata.messageId, ...this.photo }, metadata };
  }

  private metadata() {
    this.sequence += 1;
    const messageId = `${this.organisationId}-${fixedWidth(this.sequence)}`;
    const sequence = BigInt(this.sequence);
    return { messageId, correlationId: messageId, causationId: messageId, actor: ACTOR, source: SOURCE, sequence };
  }
}
