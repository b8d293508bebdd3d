/** Names in lower case; values are text. */
export type RecordHeaders = Readonly<Record<string, string>>;

/** A record as a publisher hands it over. The key decides the partition: records of one key keep their order. */
export type OutgoingRecord = {
  readonly topic: string;
  readonly key: string;
  readonly headers: RecordHeaders;
  readonly value: Uint8Array;
};

/** A record as a consumer meets it. Offsets rise within a partition; a gap means nothing. */
export type IncomingRecord = OutgoingRecord & {
  readonly partition: number;
  readonly offset: bigint;
};
