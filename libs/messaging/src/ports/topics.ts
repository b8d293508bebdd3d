/** One topic per context, keyed by organisation id. A consumer group is named after its service. */
export const TOPICS = {
  usage: 'credits.usage.v1',
  metering: 'credits.metering.v1',
  ledger: 'credits.ledger.v1',
  billing: 'credits.billing.v1',
  invoicing: 'credits.invoicing.v1',
} as const;

/** Where copies of a topic's dead letters go, for alerts and for whoever has no access to the consumer's database. */
export const deadLetterTopicOf = (topic: string): string => `${topic}.dlq`;

/** Every topic of the system with its dead-letter topic, for provisioning. */
export const ALL_TOPICS: readonly string[] = Object.values(TOPICS).flatMap((topic) => [
  topic,
  deadLetterTopicOf(topic),
]);
