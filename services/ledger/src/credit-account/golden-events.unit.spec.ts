import { describe, expect, test } from '@jest/globals';
import { BEGINNING, verifyChain } from '@credit-ledger/event-sourcing';
import { goldenStreams, type GoldenEvent } from '../../test/golden/golden-events.js';
import { creditAccountEventCodec, creditAccountEventVersions } from './credit-account.event-codec.js';
import { creditAccountDecider } from './domain/credit-account.decider.js';
import { balanceOf, debtOf, heldOf } from './domain/credit-account.js';

const isOfToday = (stored: GoldenEvent | undefined): boolean =>
  creditAccountEventVersions.types.some(
    (type) => type === stored?.type && creditAccountEventVersions.current(type) === stored.schemaVersion,
  );

describe('what earlier releases stored', () => {
  const streams = goldenStreams();

  test.each(streams)('is proved by its hashes: %s', async (_name, events) => {
    const verdict = await verifyChain(events.map((event) => ({ ...event, position: BEGINNING })));
    expect(verdict).toMatchObject({ intact: true, eventsVerified: events.length });
  });

  test.each(streams)('is read, and written to the letter where its shape is that of today: %s', (_name, events) => {
    const written = events.map((stored) => creditAccountEventCodec.encode(creditAccountEventCodec.decode(stored)));
    const texts = written.map(({ data }, index) => [index, data]);
    expect(texts.filter((_, index) => isOfToday(events[index]))).toEqual(
      events.map(({ data }, index) => [index, data]).filter((_, index) => isOfToday(events[index])),
    );
  });

  test('adds up to the account that it was', () => {
    const sums = streams.map(([name, events]) => {
      const account = events.reduce(
        (state, stored) =>
          creditAccountDecider.evolve(state, { ...creditAccountEventCodec.decode(stored), metadata: stored.metadata }),
        creditAccountDecider.initialState(),
      );
      return [name, balanceOf(account), heldOf(account), debtOf(account), Object.fromEntries(account.sequences)];
    });
    expect(sums).toEqual([
      ['credit-account.v1.jsonl', 992n, 0n, 0n, { 'billing#1': 4n, 'metering#1': 7n }],
      ['credit-account.v2.jsonl', 15n, 0n, 0n, { 'billing#1': 2n, 'metering#1': 7n }],
    ]);
  });

  test('before runs had options is read as charges of the type of their run', () => {
    const [, events = []] = streams.find(([name]) => name === 'credit-account.v1.jsonl') ?? [];
    const charges = events.filter(({ type }) => type === 'UsageCharged').map(creditAccountEventCodec.decode);
    expect(charges).not.toEqual([]);
    expect(charges.map(({ data }) => data)).toEqual(
      charges.map(() => expect.objectContaining({ runUsageType: 'PHOTO_PROCESSING' })),
    );
  });

  test('while only usage could be owed is read as owed for the run', () => {
    const [, events = []] = streams.find(([name]) => name === 'credit-account.v1.jsonl') ?? [];
    const repaid = events.filter(({ type }) => type === 'DebtRepaid').map(creditAccountEventCodec.decode);
    const repayments = [{ lotId: 'payment-1', credits: 15n, owed: { type: 'USAGE', id: 'run-2' } }];
    expect(repaid).toEqual([{ type: 'DebtRepaid', data: { repayments } }]);
  });

  test('has every version of every type', () => {
    const kept = new Set(
      streams.flatMap(([, events]) => events.map(({ type, schemaVersion }) => `${type} ${schemaVersion}`)),
    );
    const versionsOf = (type: (typeof creditAccountEventVersions.types)[number]): string[] =>
      Array.from({ length: creditAccountEventVersions.current(type) }, (_, index) => `${type} ${index + 1}`);
    expect([...kept].sort()).toEqual(creditAccountEventVersions.types.flatMap(versionsOf).sort());
  });
});
