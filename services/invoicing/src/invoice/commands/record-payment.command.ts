import { Command } from '@nestjs/cqrs';
import type { ManagerSession } from '../../database/manager-session.js';
import type { Invoice } from '../domain/invoice.js';

/** Records that a completed payment has to be invoiced, in the transaction that takes the message. */
export class RecordPayment extends Command<void> {
  constructor(
    readonly session: ManagerSession,
    readonly payment: Omit<Invoice, 'state'>,
  ) {
    super();
  }
}
