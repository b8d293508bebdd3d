import type { Pool } from 'pg';
import { failpoint, type OrganisationId } from '@credit-ledger/kernel';
import type { StoredEvent } from '@credit-ledger/event-sourcing';
import {
  inTransaction,
  sessionOf,
  type MessagePublisher,
  type OutgoingRecord,
  type SqlSession,
} from '@credit-ledger/messaging';
import { balanceChangeOf, sumChanges, UNCHANGED, type BalanceChange } from '../../balance/balance-change.js';
import { toAccountRecord, type AccountRecord } from '../../projections/account-record.js';
import { CheckpointMovedError, loadCheckpoint, moveCheckpoint, type Checkpoint } from '../../projections/checkpoint.js';
import type { EventReader } from '../../projections/event-reader.js';
import { factOf } from './account-facts.js';
import { factRecord, type FactOrigin } from './fact-record.js';
import { forgetOvertaken, keepUntold } from './untold-balances.js';

/**
 * Tells other services what happened: the event store is the outbox, the checkpoint says what was sent. Facts go out
 * before the checkpoint moves, so a crash tells some of them twice; their sequence, the version of the account's stream,
 * lets every consumer drop what it has heard. Balances that changed without a fact of their own are left to the
 * `BalanceTeller`, so that charges, which come in great numbers, are told once a second.
 */
export class AccountFactsReader implements EventReader {
  readonly name = 'account-facts';

  constructor(
    private readonly pool: Pool,
    private readonly publisher: MessagePublisher,
    private readonly source: string,
    private readonly onUntold: () => void,
  ) {}

  loadCheckpoint(): Promise<Checkpoint> {
    return loadCheckpoint(sessionOf(this.pool), this.name);
  }

  async apply(from: Checkpoint, batch: readonly StoredEvent[]): Promise<Checkpoint> {
    const position = batch.at(-1)?.position ?? from.position;
    const records = batch.map(toAccountRecord);
    const accounts = await loadTold(sessionOf(this.pool), from, records);
    const { facts, told, untold } = this.sortOut(records, accounts);
    if (facts.length > 0) await this.publisher.publish(facts);
    failpoint('account-facts.sent');
    await inTransaction(this.pool, async (session) => {
      await moveCheckpoint(session, from, position);
      await saveTold(session, accounts);
      await forgetOvertaken(session, told);
      await keepUntold(session, untold);
    });
    if (untold.length > 0) this.onUntold();
    return { ...from, position };
  }

  /** What is told now, and what later. Advances `accounts` past the records. */
  private sortOut(records: readonly AccountRecord[], accounts: Map<OrganisationId, BalanceChange>): SortedOut {
    const facts: OutgoingRecord[] = [];
    const told = new Set<OrganisationId>();
    const untold = new Map<OrganisationId, FactOrigin>();
    for (const record of records) {
      const { organisationId, event } = record;
      const after = sumChanges(accounts.get(organisationId) ?? UNCHANGED, balanceChangeOf(event));
      accounts.set(organisationId, after);
      if (event.type === 'MessageNoted') continue;
      const origin = originOf(record);
      const fact = factOf(event, organisationId, after);
      if (fact === undefined) {
        untold.set(organisationId, origin);
        continue;
      }
      // The fact carries the sums of whatever was untold before it.
      untold.delete(organisationId);
      told.add(organisationId);
      facts.push(factRecord(this.source, origin, fact));
    }
    return { facts, told: [...told], untold: [...untold.values()] };
  }
}

type SortedOut = {
  readonly facts: readonly OutgoingRecord[];
  /** The accounts that these facts tell of. */
  readonly told: readonly OrganisationId[];
  /** The last event of each account that changed sums after its last fact. */
  readonly untold: readonly FactOrigin[];
};

const originOf = ({ organisationId, version, metadata }: AccountRecord): FactOrigin => ({
  organisationId,
  version,
  recordedAt: metadata.recordedAt,
  correlationId: metadata.correlationId,
  causationId: metadata.messageId,
});

// One statement, hence one snapshot: sums of another checkpoint would count the events in between twice, and nobody would
// hear the right ones, which have the same sequences.
const LOAD_TOLD = `
  select t.organisation_id, t.balance, t.held
    from checkpoints c left join told_accounts t on t.organisation_id = any($4::text[])
   where c.reader = $1 and c.generation = $2 and c.position = $3 and c.paused_at is null`;

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
