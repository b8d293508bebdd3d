import type { Pool } from 'pg';
import { failpoint, parseInstant, type OrganisationId } from '@credit-ledger/kernel';
import type { StoredEvent } from '@credit-ledger/event-sourcing';
import {
  inTransaction,
  sessionOf,
  TOPICS,
  toRecord,
  type MessagePublisher,
  type OutgoingRecord,
  type SqlSession,
} from '@credit-ledger/messaging';
import { balanceChangeOf, sumChanges, UNCHANGED, type BalanceChange } from '../../balance/balance-change.js';
import { toAccountRecord, type AccountRecord } from '../../projections/account-record.js';
import { CheckpointMovedError, loadCheckpoint, moveCheckpoint, type Checkpoint } from '../../projections/checkpoint.js';
import type { EventReader } from '../../projections/event-reader.js';
import { balanceChanged, factOf, type Fact } from './account-facts.js';

/**
 * Tells other services what happened: the event store is the outbox, the checkpoint says what was sent. Facts go out
 * before the checkpoint moves, so a crash tells some of them twice; their sequence, the version of the account's stream,
 * lets every consumer drop what it has heard.
 */
export class AccountFactsReader implements EventReader {
  readonly name = 'account-facts';

  constructor(
    private readonly pool: Pool,
    private readonly publisher: MessagePublisher,
    private readonly source: string,
  ) {}

  loadCheckpoint(): Promise<Checkpoint> {
    return loadCheckpoint(sessionOf(this.pool), this.name);
  }

  async apply(from: Checkpoint, batch: readonly StoredEvent[]): Promise<Checkpoint> {
    const position = batch.at(-1)?.position ?? from.position;
    const records = batch.map(toAccountRecord);
    const accounts = await loadTold(sessionOf(this.pool), from, records);
    await this.publisher.publish(this.tell(records, accounts));
    failpoint('account-facts.sent');
    await inTransaction(this.pool, async (session) => {
      await moveCheckpoint(session, from, position);
      await saveTold(session, accounts);
    });
    return { ...from, position };
  }

  /** Advances `accounts` past the records. */
  private tell(records: readonly AccountRecord[], accounts: Map<OrganisationId, BalanceChange>): OutgoingRecord[] {
    const outgoing: OutgoingRecord[] = [];
    // Charges come in great numbers: of those that follow one another only the last sums are told.
    const untold = new Map<OrganisationId, AccountRecord>();
    for (const record of records) {
      const { organisationId, event } = record;
      const after = sumChanges(accounts.get(organisationId) ?? UNCHANGED, balanceChangeOf(event));
      accounts.set(organisationId, after);
      if (event.type === 'MessageNoted') continue;
      const fact = factOf(event, organisationId, after);
      if (fact === undefined) {
        untold.set(organisationId, record);
        continue;
      }
      // The fact carries the sums of whatever was untold before it.
      untold.delete(organisationId);
      outgoing.push(this.recordOf(record, fact));
    }
    for (const record of untold.values()) {
      const account = accounts.get(record.organisationId) ?? UNCHANGED;
      outgoing.push(this.recordOf(record, balanceChanged(record.organisationId, account)));
    }
    return outgoing;
  }

  private recordOf({ organisationId, version, metadata }: AccountRecord, { type, payload }: Fact): OutgoingRecord {
    const id = `${organisationId}-${version}`;
    return toRecord(
      TOPICS.ledger,
      {
        id,
        type,
        source: this.source,
        time: parseInstant(metadata.recordedAt),
        organisationId,
        sequence: BigInt(version),
        correlationId: metadata.correlationId,
        causationId: metadata.messageId,
      },
      payload,
    );
  }
}

// One statement, hence one snapshot: sums of another checkpoint would count the events in between twice, and nobody would
// hear the right ones, which have the same sequences.
const LOAD_TOLD = `
  select t.organisation_id, t.balance, t.held
    from checkpoints c left join told_accounts t on t.organisation_id = any($4::text[])
   where c.reader = $1 and c.generation = $2 and c.position = $3`;

const SAVE_TOLD = `
  insert into told_accounts as t (organisation_id, balance, held)
  select * from unnest($1::text[], $2::bigint[], $3::bigint[])
  on conflict (organisation_id) do update set balance = excluded.balance, held = excluded.held`;

type ToldRow = { readonly organisation_id: OrganisationId; readonly balance: string; readonly held: string };
type ToldNobody = { readonly organisation_id: null };

/** The sums as they were told up to `from`. @throws CheckpointMovedError */
async function loadTold(
  session: SqlSession,
  { reader, generation, position }: Checkpoint,
  records: readonly AccountRecord[],
): Promise<Map<OrganisationId, BalanceChange>> {
  const organisations = [...new Set(records.map((record) => record.organisationId))];
  const rows = await session.query<ToldRow | ToldNobody>(LOAD_TOLD, [reader, generation, position, organisations]);
  if (rows.length === 0) throw new CheckpointMovedError(reader);
  return new Map(
    rows.flatMap((row) =>
      row.organisation_id === null
        ? []
        : [[row.organisation_id, { balance: BigInt(row.balance), held: BigInt(row.held) }]],
    ),
  );
}

async function saveTold(session: SqlSession, accounts: ReadonlyMap<OrganisationId, BalanceChange>): Promise<void> {
  const sums = [...accounts.values()];
  await session.query(SAVE_TOLD, [[...accounts.keys()], sums.map((sum) => sum.balance), sums.map((sum) => sum.held)]);
}
