import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { batchOf, hold, holdRecord } from '../../test/hold-messages.js';
import { createServiceDatabase, emptyTables, type ServiceDatabase } from '../../test/service-database.js';
import { GROUP, TransactionalInboxService } from '../../test/transactional-inbox-service.js';
import { ConsumerOffsets } from '../offsets/consumer-offsets.js';
import { FencedError } from '../ports/messaging-errors.js';

describe('the transactional inbox', () => {
  let database: ServiceDatabase;
  let service: TransactionalInboxService;

  beforeAll(async () => {
    database = await createServiceDatabase();
  });
  afterAll(() => database.close());

  beforeEach(async () => {
    await emptyTables(database.pool);
    service = await TransactionalInboxService.start(database.pool);
  });

  it('applies a batch in order and moves the offset in the same transaction', async () => {
    await service.receive(hold('a', 1), hold('b', 1), hold('a', 2));
    expect(await service.effects()).toEqual(['a:1', 'b:1', 'a:2']);
    expect(await service.nextOffset()).toBe(3n);
  });

  it('commits what several partitions have at a time together, and lets no refusal of one hold up another', async () => {
    const batches = ['a', 'b', 'c'].map((organisation, partition) => {
      const batch = batchOf(GROUP, 0n, [holdRecord(hold(organisation, 1)), holdRecord(hold(organisation, 2))]);
      return { ...batch, assignment: { ...batch.assignment, partition } };
    });
    for (const { assignment } of batches) await new ConsumerOffsets(service.pool).claim(assignment);
    const [first, ...others] = batches;
    if (first === undefined) throw new Error('there are batches');
    await Promise.all([service.inbox.handleBatch(first), ...others.map((batch) => service.inbox.handleBatch(batch))]);
    const { rows } = await service.pool.query<{ transactions: number }>(
      'SELECT count(DISTINCT xmin::text)::int AS transactions FROM effects',
    );
    expect(rows).toEqual([{ transactions: 1 }]);
    expect(await service.effects()).toEqual(['a:1', 'a:2', 'b:1', 'b:2', 'c:1', 'c:2']);

    service.refused.add('b:3');
    const next = batches.map(({ assignment }, index) => {
      const organisation = ['a', 'b', 'c'][index] ?? '';
      return {
        ...batchOf(GROUP, 2n, [holdRecord(hold(organisation, 3)), holdRecord(hold(organisation, 4))]),
        assignment,
      };
    });
    await Promise.all(next.map((batch) => service.inbox.handleBatch(batch)));
    expect((await service.effects()).slice(6)).toEqual(['a:3', 'a:4', 'c:3', 'c:4']);
    expect(await service.stored()).toEqual(['b:3 dead', 'b:4 parked']);
  });

  it('drops what it has taken before, within a batch and over batches', async () => {
    await service.receive(hold('a', 1), hold('a', 2), hold('a', 1), hold('a', 2));
    await service.receive(hold('a', 2), hold('a', 3));
    expect(await service.effects()).toEqual(['a:1', 'a:2', 'a:3']);
  });

  it('keeps the marks of sources and organisations apart', async () => {
    await service.receive(hold('a', 5), hold('b', 1), hold('a', 1, { source: 'ledger#1', text: 'other source' }));
    expect(await service.effects()).toEqual(['a:5', 'b:1', 'other source']);
  });

  it('passes over types it does not know, and their sequences count', async () => {
    await service.receive(hold('a', 1, { type: 'credits.metering.v1.InventedLater' }), hold('a', 2));
    expect(await service.effects()).toEqual(['a:2']);
    expect(service.logger.messages()).toEqual([]);
  });

  it('warns when messages are missing in front of one', async () => {
    await service.receive(hold('a', 1), hold('a', 4));
    expect(await service.effects()).toEqual(['a:1', 'a:4']);
    expect(service.logger.messages()).toEqual(['messages are missing before this one']);
  });

  it('is fenced by a later owner before anything is applied', async () => {
    await new ConsumerOffsets(service.pool).claim({ ...batchOf(GROUP, 0n, []).assignment, generation: 2n });
    await expect(service.receive(hold('a', 1))).rejects.toThrow(FencedError);
    expect(service.handled).toEqual([]);
  });

  it('is fenced when the offset has moved on already', async () => {
    await service.receive(hold('a', 1));
    service.offset = 0n;
    await expect(service.receive(hold('a', 1))).rejects.toThrow(FencedError);
    expect(await service.effects()).toEqual(['a:1']);
  });
});
