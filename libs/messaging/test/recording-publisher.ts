import type { MessagePublisher, OutgoingRecord } from '../src/index.js';

/** Stands in for the broker: remembers what was published, and fails or waits when told to. */
export class RecordingPublisher implements MessagePublisher {
  readonly published: OutgoingRecord[] = [];
  readonly calls: (readonly OutgoingRecord[])[] = [];
  /** Runs before records are taken; may throw or wait. */
  before: () => Promise<void> = () => Promise.resolve();
  /** Runs after they were taken, before the acknowledgement. */
  after: () => Promise<void> = () => Promise.resolve();

  async publish(records: readonly OutgoingRecord[]): Promise<void> {
    await this.before();
    this.calls.push(records);
    this.published.push(...records);
    await this.after();
  }

  /** `key:sequence` of everything that was taken. */
  places(): readonly string[] {
    return this.published.map(({ key, headers }) => `${key}:${headers['sequence'] ?? ''}`);
  }
}
