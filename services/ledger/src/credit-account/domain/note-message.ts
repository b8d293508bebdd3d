import type { NoteMessage } from './credit-account.commands.js';
import type { MessageNoted } from './credit-account.events.js';

export const noteMessage = ({ data }: NoteMessage): readonly MessageNoted[] => nothingToDo(data.message, data.reason);

/** Stored instead of nothing: without it a redelivery could be decided differently later. */
export const nothingToDo = (message: string, reason: string): readonly MessageNoted[] => [
  { type: 'MessageNoted', data: { message, reason } },
];
