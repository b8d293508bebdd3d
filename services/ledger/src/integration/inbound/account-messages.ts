import type { DescMessage, Message, MessageShape } from '@bufbuild/protobuf';
import { billing, metering } from '@credit-ledger/contracts';
import { SYSTEM_ACTOR, type Instant } from '@credit-ledger/kernel';
import type { MessageSchema } from '@credit-ledger/messaging';
import {
  fromCreditsGranted,
  fromHoldExpired,
  fromHoldRequested,
  fromOrganisationRegistered,
  fromRunEnded,
  fromUsageMetered,
  type AccountInstruction,
} from './to-account-command.js';

/** A message type of another service, and what it asks of the account. */
export interface AccountMessage extends MessageSchema {
  /** @throws InvalidValueError naming the field. */
  instruct(message: Message, now: Instant): Instruction;
}

export type Instruction = Omit<AccountInstruction, 'effectiveAt'> & Partial<Pick<AccountInstruction, 'effectiveAt'>>;

const instructs = <Schema extends DescMessage>(
  schema: Schema,
  instruct: (message: MessageShape<Schema>, now: Instant) => Instruction,
): AccountMessage => ({ schema, instruct: (message, now) => instruct(message as MessageShape<Schema>, now) });

// They change no credits, but they are part of their source's sequence: an account that has handled everything says so,
// and a reader may wait for any of them.
const isNoted = <Schema extends DescMessage>(schema: Schema): AccountMessage =>
  instructs(schema, () => ({
    type: 'NoteMessage',
    data: { message: schema.name, reason: 'does not concern credits' },
    actor: SYSTEM_ACTOR,
  }));

export const ACCOUNT_MESSAGES: readonly AccountMessage[] = [
  instructs(billing.OrganisationRegisteredSchema, fromOrganisationRegistered),
  instructs(billing.CreditsGrantedSchema, fromCreditsGranted),
  instructs(metering.HoldRequestedSchema, fromHoldRequested),
  instructs(metering.HoldExpiredSchema, fromHoldExpired),
  instructs(metering.UsageMeteredSchema, fromUsageMetered),
  instructs(metering.RunEndedSchema, fromRunEnded),
  isNoted(billing.PaymentCompletedSchema),
  isNoted(billing.PlanChangedSchema),
];
