import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { PaymentStore } from '../payment-store.js';
import { NoteCreditsAdded } from './note-credits-added.command.js';

@CommandHandler(NoteCreditsAdded)
export class NoteCreditsAddedHandler implements ICommandHandler<NoteCreditsAdded> {
  constructor(@Inject(PaymentStore) private readonly payments: PaymentStore) {}

  async execute({ session, data }: NoteCreditsAdded): Promise<void> {
    await this.payments.noteCreditsAdded(session, data.organisationId, data.additionId, data.addedAt);
  }
}
