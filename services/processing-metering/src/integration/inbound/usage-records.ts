import type { Clock, Log } from '@credit-ledger/kernel';
import {
  deadLetter,
  DeadLetters,
  publishCopies,
  type DeadLetter,
  type IncomingRecord,
  type MessagePublisher,
  type SqlSession,
} from '@credit-ledger/messaging';
import type { UsageIntake } from '../../usage/commands/usage-intake.js';
import type { UsageOutcome } from '../../usage/commands/usage-outcome.js';
import type { DecodedRecord } from './decode-usage.js';

export type UsageRecordsOptions = {
  readonly group: string;
  readonly intake: UsageIntake;
  readonly publisher: MessagePublisher;
  readonly clock: Clock;
  readonly logger: Log;
};

/** Accepts records of the usage topic in the caller's transaction, and buries those that are no usage. */
export class UsageRecords {
  private readonly deadLetters: DeadLetters;

  constructor(private readonly options: UsageRecordsOptions) {
    this.deadLetters = new DeadLetters(options.group);
  }

  /**
   * @param decoded parallel to the records. What is deferred is the caller's business.
   * @returns the letters, to be reported once they are committed.
   */
  async accept(
    session: SqlSession,
    records: readonly IncomingRecord[],
    decoded: readonly DecodedRecord[],
  ): Promise<readonly DeadLetter[]> {
    const { group, intake, publisher, clock } = this.options;
    const incoming = decoded.flatMap((item) => (item.kind === 'usage' ? [item.usage] : []));
    const malformed = decoded.flatMap((item) => (item.kind === 'dead' ? [item.letter] : []));
    const outcomes = incoming.length > 0 ? await intake.accept(session, incoming) : [];
    const letters = [...malformed, ...refusedLetters(records, decoded, outcomes)];
    // Before the commit, like every copy: one that is sent twice does no harm, one that is missing does.
    await publishCopies(publisher, group, letters);
    await this.deadLetters.record(session, letters, clock.now());
    return letters;
  }

  report(letters: readonly DeadLetter[]): void {
    for (const { record, envelope, code, reason } of letters) {
      const { topic, partition, offset } = record;
      const place = { group: this.options.group, topic, partition, offset: offset.toString() };
      const { organisationId, correlationId } = envelope ?? {};
      const fields = { ...place, organisationId, correlationId, code, reason };
      this.options.logger.error(fields, 'message became a dead letter');
    }
  }
}

/** Of the reports that a rule refused for good. `outcomes` are parallel to the reports among `decoded`. */
function refusedLetters(
  records: readonly IncomingRecord[],
  decoded: readonly DecodedRecord[],
  outcomes: readonly UsageOutcome[],
): DeadLetter[] {
  if (outcomes.every(({ kind }) => kind !== 'refused')) return [];
  const remaining = outcomes.values();
  return decoded.flatMap((item, index) => {
    if (item.kind !== 'usage') return [];
    const outcome = remaining.next().value;
    if (outcome?.kind !== 'refused') return [];
    return [deadLetter(records[index] as IncomingRecord, item.envelope, outcome.error)];
  });
}
