/** Publishing or subscribing to a topic that was never created: topics come into being explicitly or not at all. */
export class UnknownTopicError extends Error {
  constructor(readonly topic: string) {
    super(`topic "${topic}" does not exist; it has to be created with ensureTopics`);
    this.name = 'UnknownTopicError';
  }
}

/** A topic exists with another number of partitions, and that number never changes. */
export class TopicMismatchError extends Error {
  constructor(topic: string, existing: number, wanted: number) {
    super(`topic "${topic}" has ${existing} partitions, not ${wanted}; growth is a new topic`);
    this.name = 'TopicMismatchError';
  }
}

/** The partition belongs to somebody else by now, or was advanced by an attempt whose answer got lost. Whatever was done is undone. */
export class FencedError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'FencedError';
  }
}
