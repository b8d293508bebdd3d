import { createRegistry, fromBinary, type Message } from '@bufbuild/protobuf';
import { ledger as facts } from '@credit-ledger/contracts';
import { silentLog } from '@credit-ledger/kernel';
import { parseEnvelope, sessionOf, type OutgoingRecord } from '@credit-ledger/messaging';
import { AccountFactsReader } from '../src/integration/outbound/account-facts.reader.js';
import { BalanceTeller } from '../src/integration/outbound/balance-teller.js';
import type { LedgerDatabase } from './ledger-database.js';

/** One ledger's outgoing facts, and who hears them. */
export class FactListener {
  readonly told: OutgoingRecord[] = [];
  readonly reader: AccountFactsReader;
  readonly teller: BalanceTeller;
  untold = 0;
  /** Called once a publication was heard; by throwing it loses the acknowledgement. */
  afterwards = (): Promise<void> => Promise.resolve();

  constructor(private readonly ledger: LedgerDatabase) {
    const publisher = {
      publish: async (records: readonly OutgoingRecord[]) => {
        this.told.push(...records);
        await this.afterwards();
      },
    };
    this.reader = new AccountFactsReader(ledger.pool, publisher, 'ledger#1', () => {
      this.untold += 1;
      this.teller.wake();
    });
    this.teller = new BalanceTeller(sessionOf(ledger.pool), publisher, 'ledger#1', silentLog);
  }

  /** Reads on from the checkpoint, so many events at a time. */
  async follow(batchSize = 100): Promise<void> {
    for (let checkpoint = await this.reader.loadCheckpoint(); ;) {
      const batch = await this.ledger.store.readAll(checkpoint.position, batchSize);
      if (batch.length === 0) return;
      checkpoint = await this.reader.apply(checkpoint, batch);
    }
  }

  /** What was heard since the last call: sequence, name, balance and held of each. */
  heard(): readonly string[] {
    return this.told.splice(0).map((record) => {
      const { type, sequence } = parseEnvelope(record);
      const schema = FACTS.getMessage(type);
      if (schema === undefined) throw new Error(`nobody knows the fact ${type}`);
      const { account } = fromBinary(schema, record.value) as Message & { readonly account?: facts.AccountBalance };
      return `${sequence} ${schema.name} ${account?.balance}/${account?.held}`;
    });
  }
}

const FACTS = createRegistry(facts.file_credits_ledger_v1_ledger);
