/**
 * Where readers of a topic listen for news. The notification is empty and may get lost: it only ends a nap early.
 * At most 63 bytes, as PostgreSQL's names are; topic names are bounded accordingly.
 */
export const channelOf = (topic: string): string => `broker.${topic}`;
