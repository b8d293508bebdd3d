import { randomBytes, randomUUID } from 'node:crypto';
import { fromBinary, toBinary } from '@bufbuild/protobuf';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { metering } from '@credit-ledger/contracts';
import { plusMs, systemClock } from '@credit-ledger/kernel';
import { TOPICS, toRecord, type OutgoingRecord } from '@credit-ledger/messaging';
import { eventually } from '@credit-ledger/testing';
import { arm } from '../crash/crash.js';
import { CrashWorld } from '../crash/crash-world.js';
import { Customer, photosNamed } from '../crash/customer.js';
import { MixedLoad } from '../crash/mixed-load.js';
import { differencesFromReplay } from '../crash/rebuild-command.js';
import { settled } from '../crash/settled.js';
import { usageRecord } from '../crash/usage-reports.js';
import { expectWhole, problemsOf } from '../crash/whole/expect-whole.js';
import { letterCommand, lettersOf } from './ledger-letters.js';

// Whatever a case waits for is given up before, by a line that names it.
const CASE_MS = 170_000;

let world: CrashWorld;
beforeAll(async () => {
  world = await CrashWorld.start();
});
afterAll(() => world.close());

describe('a message of an order that the ledger refuses', () => {
  it(
    'is buried with those behind it, nobody else waits, and without it all goes on in order',
    async () => {
      const customer = await newCustomer('robbed');
      // It says that it is the next one of the source, and is nothing at all: what is really the next stands behind it.
      const poison = await world.rows<NextPlace>(NEXT_PLACES, [customer.organisationId]);
      await world.messaging.publisher.publish(poison.map((place) => unreadable(customer, place)));
      const load = new MixedLoad(world);
      await Promise.all([load.run(), useAndBuy(customer)]);
      await settled(world);

      const letters = await lettersOf(world, customer);
      const dead = letters.filter(({ status }) => status === 'dead');
      expect(dead.map(({ topic }) => topic).sort()).toEqual([TOPICS.billing, TOPICS.metering]);
      for (const topic of [TOPICS.billing, TOPICS.metering])
        expect(letters.filter((letter) => letter.topic === topic).length).toBeGreaterThan(1);
      expect((await Promise.all(load.customers.map((other) => problemsOf(world, other)))).flat()).toEqual([]);

      // What nobody can read, nobody can read the second time, and those behind it still wait.
      for (const { id } of dead) await letterCommand(world, ['replay', id]);
      await eventually(async () => {
        const again = (await lettersOf(world, customer)).filter(({ status }) => status === 'dead');
        expect(again).toEqual(dead.map((letter) => ({ ...letter, attempts: 2 })));
      });
      expect(await lettersOf(world, customer)).toHaveLength(letters.length);
      for (const { id } of dead) await letterCommand(world, ['discard', id, '--reason', 'forged', '--actor', 'ops-4']);
      await noLettersOf(customer);
      await expectWhole(world, [customer, ...load.customers]);
    },
    CASE_MS,
  );

  it(
    'for a while is applied in its place when its letter is replayed afterwards',
    async () => {
      const customer = await newCustomer('hasty');
      // Metering dies between deciding about usage and telling it, on a machine whose clock is ahead by more than is tolerated.
      await arm(world, 'processing-metering', 'usage-inbox.committed=kill');
      const { exited } = world.instance.process('processing-metering');
      await customer.reportOverBus('run', photosNamed('hasty', 0, 5));
      await exited;
      await chargeInTheFuture(customer);
      await world.instance.restart('processing-metering');
      const load = new MixedLoad(world);
      await Promise.all([load.run(), useAndBuy(customer)]);
      await settled(world);
      const [first, ...behind] = await lettersOf(world, customer);
      expect(first).toMatchObject({ status: 'dead', topic: TOPICS.metering });
      expect(behind.length).toBeGreaterThan(0);
      expect(new Set(behind.map(({ status, topic }) => `${status} ${topic}`))).toEqual(
        new Set([`parked ${TOPICS.metering}`]),
      );
      expect((await Promise.all(load.customers.map((other) => problemsOf(world, other)))).flat()).toEqual([]);

      // Until the time that the charge says has come near enough.
      await eventually(
        async () => {
          const [letter] = await lettersOf(world, customer);
          if (letter?.status === 'dead') await letterCommand(world, ['replay', letter.id]);
          return letter === undefined;
        },
        { withinMs: 90_000, everyMs: 1_000 },
      );
      await expectWhole(world, [customer, ...load.customers]);
    },
    CASE_MS,
  );

  async function newCustomer(name: string): Promise<Customer> {
    const customer = new Customer(world, `${name}-${randomBytes(4).toString('hex')}`);
    await customer.register();
    await customer.grant(50);
    await customer.reportOverBus('run', photosNamed('first', 0, 10));
    await settled(world);
    return customer;
  }

  async function useAndBuy(customer: Customer): Promise<void> {
    await Promise.all([
      customer.buy(1_000),
      customer.reportOverBus('run', photosNamed('later', 0, 40)),
      customer.reportOverHttp('run', photosNamed('later', 20, 60), 4),
    ]);
  }

  type NextPlace = {
    readonly topic: string;
    readonly source: string;
    readonly sequence: string;
    readonly type: string;
  };
  const NEXT_PLACES = `
    select '${TOPICS.billing}' as topic, source, last_sequence + 1 as sequence, 'credits.billing.v1.CreditsGranted' as type
      from billing.source_sequences where organisation_id = $1
    union all
    select '${TOPICS.metering}', source, last_sequence + 1, 'credits.metering.v1.UsageMetered'
      from metering.source_sequences where organisation_id = $1`;

  function unreadable({ organisationId }: Customer, { topic, source, sequence, type }: NextPlace): OutgoingRecord {
    const id = randomUUID();
    const origin = { source, sequence: BigInt(sequence), time: systemClock.now(), correlationId: id, causationId: id };
    return toRecord(topic, { id, type, organisationId, ...origin }, Buffer.from('no protobuf at all'));
  }

  const AHEAD_MS = 5 * 60_000 + 30_000;

  async function chargeInTheFuture({ organisationId }: Customer): Promise<void> {
    const type = metering.UsageMeteredSchema.typeName;
    const [unsent] = await world.rows<{ sequence: string; payload: Buffer }>(
      'select sequence, payload from metering.outbox where organisation_id = $1 and type = $2 order by sequence limit 1',
      [organisationId, type],
    );
    if (unsent === undefined) throw new Error('metering has told of everything');
    const charge = fromBinary(metering.UsageMeteredSchema, unsent.payload);
    charge.chargedAt = plusMs(systemClock.now(), AHEAD_MS);
    await world.rows('update metering.outbox set payload = $3 where organisation_id = $1 and sequence = $2', [
      organisationId,
      unsent.sequence,
      Buffer.from(toBinary(metering.UsageMeteredSchema, charge)),
    ]);
  }

  const noLettersOf = (customer: Customer) =>
    eventually(async () => (await lettersOf(world, customer)).length === 0, { withinMs: 60_000 });
});

describe('a message that nobody can read', () => {
  it(
    'is set aside, and holds up nobody',
    async () => {
      const customer = new Customer(world, `poisoned-${randomBytes(4).toString('hex')}`);
      await customer.register();
      const good = usageRecord(customer.organisationId, 'run', 'PHOTO_PROCESSING', 'never-charged');
      const poison = [
        { ...good, value: Buffer.from('no protobuf at all') },
        { ...good, headers: {} },
        { ...good, key: 'somebody-else' },
      ];
      const [before, after] = [photosNamed('before', 0, 20), photosNamed('after', 0, 20)];
      await customer.reportOverBus('run', before);
      await world.messaging.publisher.publish(poison);
      await customer.reportOverBus('run', after);
      await settled(world);
      expect(await problemsOf(world, customer)).toEqual([]);
      expect(await lettersOfMetering()).toHaveLength(poison.length);
    },
    CASE_MS,
  );

  const lettersOfMetering = () => world.rows("select code from metering.dead_letters where status = 'dead'");
});

describe('after all that', () => {
  it('views equal a replay of all events', async () => {
    expect(await differencesFromReplay(world)).toEqual([]);
  });
});
