import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { hold, holdRecord, type HoldRecord } from '../../test/hold-messages.js';
import { createServiceDatabase, emptyTables, type ServiceDatabase } from '../../test/service-database.js';
import { TransactionalInboxService } from '../../test/transactional-inbox-service.js';
import { sessionOf } from '../sql/sql-session.js';

describe('what the transactional inbox cannot handle', () => {
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

  it('buries a refused message, undoes its effects, and parks what follows it', async () => {
    service.refused.add('a:2');
    await service.receive(hold('a', 1), hold('b', 1), hold('a', 2), hold('a', 3), hold('b', 2), hold('a', 4));
    expect(await service.effects()).toEqual(['a:1', 'b:1', 'b:2']);
    expect(await service.stored()).toEqual(['a:2 dead', 'a:3 parked', 'a:4 parked']);
    await service.receive(hold('a', 5), hold('b', 3));
    expect(await service.effects()).toEqual(['a:1', 'b:1', 'b:2', 'b:3']);
    expect(await service.stored()).toEqual(['a:2 dead', 'a:3 parked', 'a:4 parked', 'a:5 parked']);
  });

  it('sends a copy of the dead message, with the reason, to the dead-letter topic before the offset moves', async () => {
    service.refused.add('a:1');
    let offsetAtPublish: bigint | undefined;
    service.publisher.before = async () => void (offsetAtPublish = await service.nextOffset());
    await service.receive(hold('a', 1), hold('a', 2));
    expect(offsetAtPublish).toBe(0n);
    expect(
      service.publisher.published.map(({ topic, key, headers }) => [
        topic,
        key,
        headers['dlq_code'],
        headers['sequence'],
      ]),
    ).toEqual([['credits.metering.v1.dlq', 'a', 'spec.unwanted', '1']]);
  });

  it('says which message died, and of which correlation', async () => {
    service.refused.add('a:1');
    await service.receive(hold('a', 1));
    expect(service.logger.lines).toContainEqual({
      level: 'error',
      message: 'message became a dead letter',
      fields: expect.objectContaining({ code: 'spec.unwanted', organisationId: 'a', correlationId: 'correlation-1' }),
    });
  });

  it('stays where it is when the copy cannot be published', async () => {
    service.refused.add('a:2');
    service.publisher.before = () => Promise.reject(new Error('the broker is away'));
    await expect(service.receive(hold('a', 1), hold('a', 2))).rejects.toThrow('the broker is away');
    expect(await service.effects()).toEqual(['a:1']);
    expect(await service.nextOffset()).toBe(1n);
    expect(await service.stored()).toEqual([]);
  });

  it('does not bury anything over a fault that may pass', async () => {
    service.fault = new Error('Connection terminated unexpectedly');
    await expect(service.receive(hold('a', 1), hold('a', 2))).rejects.toThrow('Connection terminated');
    expect(service.handled).toEqual(['a:1']);
    expect(await service.nextOffset()).toBe(0n);
    service.fault = undefined;
    await service.receive(hold('a', 1), hold('a', 2));
    expect(await service.effects()).toEqual(['a:1', 'a:2']);
  });

  it('buries a message that the database refuses for its data', async () => {
    await service.receive(hold('a', 1), hold('a', 2, { text: 'forbidden' }), hold('b', 1));
    expect(await service.effects()).toEqual(['a:1', 'b:1']);
    const [letter] = await service.letters.list(sessionOf(service.pool));
    expect(letter).toMatchObject({ code: 'message.handler_failed', status: 'dead', sequence: 2n, attempts: 1 });
  });

  const malformed: readonly [string, HoldRecord, string][] = [
    ['bytes that are no such message', hold('a', 1, { payload: Buffer.from([255, 255, 255]) }), 'message.undecodable'],
    [
      'a payload about another organisation',
      hold('a', 1, { payload: holdRecord(hold('b', 1)).value }),
      'message.key_mismatch',
    ],
    ['a key that is not its organisation', hold('a', 1, { key: 'b' }), 'message.key_mismatch'],
    ['no sequence', { organisation: 'a', sequence: undefined }, 'message.sequence_missing'],
    ['a key that no text column can hold', hold('a', 1, { key: 'a\0b' }), 'message.key_mismatch'],
  ];
  it.each(malformed)('buries a record with %s, and goes on', async (_name, record, code) => {
    await service.receive(hold('c', 1), record, hold('c', 2));
    expect(await service.effects()).toEqual(['c:1', 'c:2']);
    expect((await service.letters.list(sessionOf(service.pool))).map((letter) => [letter.code, letter.status])).toEqual(
      [[code, 'dead']],
    );
    expect(await service.nextOffset()).toBe(3n);
  });

  const unreadable = Buffer.from([255, 255, 255]);

  it('loses nothing behind an unreadable message that claims a far later place', async () => {
    await service.receive(hold('a', 1), hold('a', 1_000_000, { payload: unreadable }), hold('a', 2));
    const [dead] = await service.letters.list(sessionOf(service.pool), { status: 'dead' });
    expect(await service.drainer.drainOnce()).toBe(1);
    expect(await service.effects()).toEqual(['a:1', 'a:2']);
    await service.discard(dead);
    await service.receive(hold('a', 3), hold('a', 3));
    expect(await service.effects()).toEqual(['a:1', 'a:2', 'a:3']);
  });

  it('keeps a message whose place was claimed by another, until somebody says which is right', async () => {
    await service.receive(hold('a', 1, { payload: unreadable }), hold('a', 1), hold('a', 2));
    expect(await service.stored()).toEqual(['a:1 dead', 'a:1 parked', 'a:2 parked']);
    expect(await service.drainer.drainOnce()).toBe(0);
    const [dead] = await service.letters.list(sessionOf(service.pool), { status: 'dead' });
    await service.discard(dead);
    expect(await service.drainer.drainOnce()).toBe(2);
    expect(await service.effects()).toEqual(['a:1', 'a:2']);
  });

  it('does not handle on replay what claims a place that was handled', async () => {
    await service.receive(hold('a', 1), hold('a', 2));
    await service.receive(hold('a', 2, { payload: unreadable }), hold('a', 3));
    // As if a later release knew how to read it.
    const payload = holdRecord(hold('a', 2, { text: 'another' })).value;
    await service.pool.query(`UPDATE dead_letters SET payload = $1 WHERE sequence = 2`, [payload]);
    const [dead] = await service.letters.list(sessionOf(service.pool), { status: 'dead' });
    await service.letters.replay(sessionOf(service.pool), dead?.id ?? 0n);
    await service.drainer.drainOnce();
    const [again] = await service.letters.list(sessionOf(service.pool));
    expect(again).toMatchObject({ status: 'dead', code: 'message.out_of_order', attempts: 2 });
    await service.discard(again);
    await service.drainer.drainOnce();
    expect(await service.effects()).toEqual(['a:1', 'a:2', 'a:3']);
  });
});
