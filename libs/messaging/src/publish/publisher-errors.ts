/** A record beyond 1 MiB: bulk data does not belong on the bus. */
export class RecordTooLargeError extends Error {
  constructor(topic: string, bytes: number) {
    super(`a record of ${bytes} bytes for ${topic} is larger than 1 MiB`);
    this.name = 'RecordTooLargeError';
  }
}

/** More is being published than the database stores. Nothing of the call was stored; it may be tried again later. */
export class PublisherOverloadedError extends Error {
  constructor(queuedRecords: number) {
    super(`${queuedRecords} records are waiting to be stored already`);
    this.name = 'PublisherOverloadedError';
  }
}
