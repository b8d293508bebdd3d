import { create, fromBinary, toBinary, type DescMessage, type MessageInitShape } from '@bufbuild/protobuf';
import { ledger, metering } from '@credit-ledger/contracts';
import type { Instant, OrganisationId } from '@credit-ledger/kernel';
import {
  ConsumerOffsets,
  parseEnvelope,
  TOPICS,
  toRecord,
  transactionsOn,
  type IncomingRecord,
  type Messaging,
  type RunningConsumer,
} from '@credit-ledger/messaging';
import type pg from 'pg';

export type ToldByMetering = {
  readonly type: string;
  readonly sequence: bigint | undefined;
  readonly correlationId: string;
  readonly causationId: string;
  readonly value: Uint8Array;
};

/**
 * Answers holds as the ledger does: with what is available, or a refusal. It keeps no account; a spec says what is
 * available, whether it answers at all, and what else it tells.
 */
export class LedgerStandIn {
  isSilent = false;
  private readonly available = new Map<string, bigint>();
  private readonly told = new Map<string, ToldByMetering[]>();
  private readonly versions = new Map<string, bigint>();
  private running: RunningConsumer | undefined;

  private constructor(private readonly messaging: Messaging) {}

  static async start(messaging: Messaging, pool: pg.Pool): Promise<LedgerStandIn> {
    const standIn = new LedgerStandIn(messaging);
    const offsets = new ConsumerOffsets(pool);
    standIn.running = await messaging.consumer.run({
      group: 'ledger-stand-in',
      topics: [TOPICS.metering],
      batchSizeMax: 100,
      offsets,
      handle: async (batch) => {
        await transactionsOn(pool)((session) => offsets.advance(session, batch));
        for (const record of batch.records) await standIn.receive(record);
      },
    });
    return standIn;
  }

  stop(): Promise<void> {
    return this.running?.stop() ?? Promise.resolve();
  }

  setAvailable(organisationId: OrganisationId, credits: bigint): void {
    this.available.set(organisationId, credits);
  }

  /** What metering told about the organisation, in the order of the log. */
  heard(organisationId: OrganisationId, type?: DescMessage): readonly ToldByMetering[] {
    const all = this.told.get(organisationId) ?? [];
    return type === undefined ? all : all.filter((message) => message.type === type.typeName);
  }

  /** Tells a fact with the next version of the organisation's stream; versions rise by more than one. */
  async tell<Schema extends DescMessage>(
    schema: Schema,
    fact: MessageInitShape<Schema> & { organisationId: string },
    account = { balance: 0n, held: 0n, available: 0n },
  ): Promise<void> {
    const version = (this.versions.get(fact.organisationId) ?? 0n) + 3n;
    this.versions.set(fact.organisationId, version);
    const envelope = {
      id: `fact-${fact.organisationId}-${version}`,
      type: schema.typeName,
      source: 'ledger#1',
      time: '2026-11-21T09:30:00.000Z' as Instant,
      organisationId: fact.organisationId as OrganisationId,
      sequence: version,
      correlationId: 'correlation-1',
      causationId: 'cause-1',
    };
    const payload = toBinary(schema, create(schema, { ...fact, account }));
    await this.messaging.publisher.publish([toRecord(TOPICS.ledger, envelope, payload)]);
  }

  private async receive(record: IncomingRecord): Promise<void> {
    const { organisationId, type, sequence, correlationId, causationId } = parseEnvelope(record);
    const told = this.told.get(organisationId) ?? [];
    this.told.set(organisationId, [...told, { type, sequence, correlationId, causationId, value: record.value }]);
    if (type !== metering.HoldRequestedSchema.typeName || this.isSilent) return;
    const { holdId, runId, credits: requested, allOrNothing } = fromBinary(metering.HoldRequestedSchema, record.value);
    const available = this.available.get(organisationId) ?? 0n;
    const granted = available < requested ? available : requested;
    const about = { organisationId, holdId, runId, requested };
    if (granted === 0n || (allOrNothing && granted < requested)) {
      const code = allOrNothing ? 'ledger.insufficient_credits' : 'ledger.no_credits_available';
      await this.tell(ledger.HoldRefusedSchema, { ...about, code }, { balance: available, held: 0n, available });
      return;
    }
    this.available.set(organisationId, available - granted);
    const account = { balance: available, held: granted, available: available - granted };
    await this.tell(ledger.HoldPlacedSchema, { ...about, granted }, account);
  }
}
