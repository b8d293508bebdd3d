import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { hold, NOW } from '../../test/hold-messages.js';
import { createServiceDatabase, emptyTables, type ServiceDatabase } from '../../test/service-database.js';
import { GROUP, TransactionalInboxService } from '../../test/transactional-inbox-service.js';
import { NoSuchDeadLetterError } from '../dead-letters/no-such-dead-letter.error.js';
import { lockReplayable } from '../dead-letters/replayable-letters.js';
import { inTransaction } from '../sql/in-transaction.js';
import { sessionOf } from '../sql/sql-session.js';

describe('dead letters of the transactional inbox', () => {
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

  it('replays a mended letter and all that is parked behind it, in order', async () => {
    service.refused.add('a:2');
    await service.receive(hold('a', 1), hold('a', 2), hold('a', 3), hold('a', 4));
    expect(await service.drainer.drainOnce()).toBe(0);
    service.refused.clear();
    const [dead] = await service.letters.list(sessionOf(service.pool), { status: 'dead' });
    await service.letters.replay(sessionOf(service.pool), dead?.id ?? 0n);
    expect(await service.drainer.drainOnce()).toBe(3);
    expect(await service.effects()).toEqual(['a:1', 'a:2', 'a:3', 'a:4']);
    expect(await service.stored()).toEqual(['a:2 replayed', 'a:3 replayed', 'a:4 replayed']);
    await service.receive(hold('a', 5));
    expect(await service.effects()).toEqual(['a:1', 'a:2', 'a:3', 'a:4', 'a:5']);
  });

  it('goes on behind a discarded letter, which stays with the reason', async () => {
    service.refused.add('a:2');
    await service.receive(hold('a', 1), hold('a', 2), hold('a', 3));
    const [dead] = await service.letters.list(sessionOf(service.pool), { status: 'dead' });
    await service.letters.discard(sessionOf(service.pool), dead?.id ?? 0n, {
      actor: 'staff-1',
      reason: 'sent by mistake',
      at: NOW,
    });
    expect(await service.drainer.drainOnce()).toBe(1);
    expect(await service.effects()).toEqual(['a:1', 'a:3']);
    const [discarded] = await service.letters.list(sessionOf(service.pool), { status: 'discarded' });
    expect(discarded?.resolution).toEqual({ at: new Date(NOW), by: 'staff-1', reason: 'sent by mistake' });
    await service.receive(hold('a', 2), hold('a', 4));
    expect(await service.effects()).toEqual(['a:1', 'a:3', 'a:4']);
  });

  it('does not handle a discarded message when it is sent once more', async () => {
    service.refused.add('a:1');
    await service.receive(hold('a', 1));
    const [dead] = await service.letters.list(sessionOf(service.pool), { status: 'dead' });
    await service.letters.discard(sessionOf(service.pool), dead?.id ?? 0n, {
      actor: 'staff-1',
      reason: 'a mistake',
      at: NOW,
    });
    service.refused.clear();
    await service.receive(hold('a', 1), hold('a', 2));
    expect(await service.effects()).toEqual(['a:2']);
  });

  it('refuses to resolve a letter that is not there to resolve', async () => {
    service.refused.add('a:1');
    await service.receive(hold('a', 1), hold('a', 2));
    const [dead, parked] = await service.letters.list(sessionOf(service.pool));
    await expect(service.letters.replay(sessionOf(service.pool), parked?.id ?? 0n)).rejects.toThrow(
      NoSuchDeadLetterError,
    );
    await service.letters.discard(sessionOf(service.pool), dead?.id ?? 0n, {
      actor: 'staff-1',
      reason: 'a mistake',
      at: NOW,
    });
    await expect(service.letters.replay(sessionOf(service.pool), dead?.id ?? 0n)).rejects.toThrow(
      NoSuchDeadLetterError,
    );
    await expect(
      service.letters.discard(sessionOf(service.pool), dead?.id ?? 0n, { actor: 'staff-2', reason: 'again', at: NOW }),
    ).rejects.toThrow(NoSuchDeadLetterError);
  });

  it('replays one pair while another still has something dead in front', async () => {
    service.refused.add('a:1').add('b:1');
    await service.receive(hold('a', 1), hold('a', 2), hold('b', 1), hold('b', 2));
    service.refused.clear();
    const dead = await service.letters.list(sessionOf(service.pool), { status: 'dead' });
    await service.letters.replay(
      sessionOf(service.pool),
      dead.find(({ organisationId }) => organisationId === 'b')?.id ?? 0n,
    );
    expect(await service.drainer.drainOnce()).toBe(2);
    expect(await service.effects()).toEqual(['b:1', 'b:2']);
  });

  it('replays one pair while another process is busy with another', async () => {
    service.refused.add('a:1').add('b:1');
    await service.receive(hold('a', 1), hold('b', 1));
    service.refused.clear();
    for (const dead of await service.letters.list(sessionOf(service.pool), { status: 'dead' }))
      await service.letters.replay(sessionOf(service.pool), dead.id);
    await inTransaction(service.pool, async (session) => {
      const [busyWith] = await lockReplayable(session, GROUP, 10);
      expect(busyWith?.organisationId).toBe('a');
      expect(await service.drainer.drainOnce()).toBe(1);
    });
    expect(await service.effects()).toEqual(['b:1']);
  });

  it('returns a replayed letter to the dead when it is refused again', async () => {
    service.refused.add('a:1').add('a:3');
    await service.receive(hold('a', 1), hold('a', 2), hold('a', 3), hold('a', 4));
    const [dead] = await service.letters.list(sessionOf(service.pool), { status: 'dead' });
    await service.letters.replay(sessionOf(service.pool), dead?.id ?? 0n);
    service.refused.delete('a:1');
    while ((await service.drainer.drainOnce()) > 0);
    expect(await service.effects()).toEqual(['a:1', 'a:2']);
    expect(await service.stored()).toEqual(['a:1 replayed', 'a:2 replayed', 'a:3 dead', 'a:4 parked']);
    const [again] = await service.letters.list(sessionOf(service.pool), { status: 'dead' });
    expect(again).toMatchObject({ code: 'spec.unwanted', attempts: 1 });
  });

  it('leaves letters parked over a fault that may pass', async () => {
    service.refused.add('a:1');
    await service.receive(hold('a', 1), hold('a', 2));
    service.refused.clear();
    const [dead] = await service.letters.list(sessionOf(service.pool), { status: 'dead' });
    await service.letters.replay(sessionOf(service.pool), dead?.id ?? 0n);
    service.fault = new Error('Connection terminated unexpectedly');
    await expect(service.drainer.drainOnce()).rejects.toThrow('Connection terminated');
    expect(await service.stored()).toEqual(['a:1 parked', 'a:2 parked']);
  });

  it('lets two processes drain at once without breaking the order', async () => {
    service.refused.add('a:1').add('b:1');
    const ten = Array.from({ length: 10 }, (_, n) => n + 1);
    await service.receive(...ten.flatMap((sequence) => [hold('a', sequence), hold('b', sequence)]));
    service.refused.clear();
    for (const dead of await service.letters.list(sessionOf(service.pool), { status: 'dead' }))
      await service.letters.replay(sessionOf(service.pool), dead.id);
    const drainAll = async (): Promise<void> => {
      while ((await service.drainer.drainOnce()) > 0);
    };
    await Promise.all([drainAll(), drainAll(), drainAll()]);
    const all = await service.effects();
    for (const organisation of ['a', 'b']) {
      const ofOrganisation = all.filter((text) => text.startsWith(organisation));
      expect(ofOrganisation).toEqual(ten.map((sequence) => `${organisation}:${sequence}`));
    }
  });

  it('does not apply out of order what could not be read when it came', async () => {
    await service.receive(hold('a', 1), hold('a', 2, { key: 'b' }), hold('a', 3));
    // As if a later release knew how to read it.
    await service.pool.query(`UPDATE dead_letters SET record_key = 'a'`);
    const [dead] = await service.letters.list(sessionOf(service.pool), { status: 'dead' });
    await service.letters.replay(sessionOf(service.pool), dead?.id ?? 0n);
    expect(await service.drainer.drainOnce()).toBe(1);
    expect(await service.effects()).toEqual(['a:1', 'a:3']);
    const [again] = await service.letters.list(sessionOf(service.pool));
    expect(again).toMatchObject({ status: 'dead', code: 'message.out_of_order', attempts: 2 });
  });
});
