import type { IncomingRecord } from '@credit-ledger/messaging';

/** Records of one partition that were fetched and are not yet handled, in order. */
export class FetchedRecords {
  private records: IncomingRecord[] = [];
  /** Those before it were let go of; they are cut off now and then, not at every batch. */
  private begin = 0;
  private heldBytes = 0;

  get bytes(): number {
    return this.heldBytes;
  }

  add(records: readonly IncomingRecord[]): void {
    for (const record of records) {
      this.records.push(record);
      this.heldBytes += sizeOf(record);
    }
  }

  clear(): void {
    this.records = [];
    this.begin = 0;
    this.heldBytes = 0;
  }

  /** Lets go of all below the offset, and answers the first `countMax` of the rest. */
  from(offset: bigint, countMax: number): readonly IncomingRecord[] {
    for (;;) {
      const first = this.records[this.begin];
      if (first === undefined || first.offset >= offset) break;
      this.heldBytes -= sizeOf(first);
      this.begin++;
    }
    if (this.begin > this.records.length / 2) {
      this.records = this.records.slice(this.begin);
      this.begin = 0;
    }
    return this.records.slice(this.begin, this.begin + countMax);
  }
}

/** Headers count too: a record of few bytes has some hundred of them. */
const sizeOf = ({ key, headers, value }: IncomingRecord): number => {
  let size = value.length + key.length + OVERHEAD_BYTES;
  for (const name in headers) size += name.length + (headers[name]?.length ?? 0);
  return size;
};

const OVERHEAD_BYTES = 200;
