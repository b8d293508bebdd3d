import { describe, expect, test } from '@jest/globals';
import { credits, minCredits, NO_CREDITS, sumCredits } from '@credit-ledger/kernel';
import fc from 'fast-check';
import { commandsOf, histories, numbered, RUN_IDS, SOURCES } from '../../test/account-histories.js';
import { isByStaff } from '../../test/corrections.js';
import { apply, unopened, type LiveAccount } from '../../test/live-account.js';
import { deliver, deliveries, RestartableAccount } from '../../test/restartable-account.js';
import { balanceOf } from './domain/credit-account.js';
import type { CreditAccountCommand } from './domain/credit-account.commands.js';
import type { RecordedEvent } from './domain/credit-account.decider.js';

const RUNS = 1_000;

const commands = histories.map(commandsOf);
const messages = commands.map(numbered);
const pieces = fc.infiniteStream(fc.integer({ min: 1, max: 7 }));

/** The outcome to compare with: every message once, by itself, in a process that never ends. */
function undisturbed(sent: readonly CreditAccountCommand[]): LiveAccount {
  const live = unopened();
  for (const message of sent) apply(live, message);
  return live;
}

describe('taking messages together, redelivering any, and restarting between any two', () => {
  test('change neither the account nor what is stored of it', async () => {
    await fc.assert(
      fc.asyncProperty(messages, deliveries, async (sent, plan) => {
        const expected = undisturbed(sent);
        const account = new RestartableAccount();
        await deliver(account, sent, plan);
        expect(await account.state()).toEqual(expected.account);
        expect(notable(await account.events())).toEqual(notable(expected.events));
      }),
      { numRuns: RUNS },
    );
  });

  test('change nothing either when every charge arrives in pieces', async () => {
    await fc.assert(
      fc.asyncProperty(commands, deliveries, pieces, async (whole, plan, sizes) => {
        const expected = undisturbed(numbered(whole));
        const account = new RestartableAccount();
        await deliver(account, numbered(inPieces(whole, sizes)), plan);
        // A source that sends more messages has numbered more.
        expect({ ...(await account.state()), sequences: undefined }).toEqual({
          ...expected.account,
          sequences: undefined,
        });
      }),
      { numRuns: RUNS },
    );
  });

  test('keep the balance and what every run was charged, whatever order the sources arrive in', async () => {
    await fc.assert(
      fc.asyncProperty(messages, deliveries, fc.infiniteStream(fc.nat()), async (all, plan, picks) => {
        // Whether a correction is refused does depend on what came before it.
        const sent = all.filter((command) => !isByStaff(command));
        const expected = undisturbed(sent);
        const account = new RestartableAccount();
        await deliver(account, interleaved(sent, picks), plan);
        const state = await account.state();
        expect(balanceOf(state)).toBe(balanceOf(expected.account));
        expect(state.openedIn).toEqual(expected.account.openedIn);
        expect(state.additionIds).toEqual(expected.account.additionIds);
        expect(state.sequences).toEqual(expected.account.sequences);
        expect(chargedPerRun(await account.events())).toEqual(chargedPerRun(expected.events));
      }),
      { numRuns: RUNS },
    );
  });
});

/** The same work, reported in charges of a few credits. */
const inPieces = (whole: readonly CreditAccountCommand[], sizes: Iterator<number>): CreditAccountCommand[] =>
  whole.flatMap((command) => {
    if (command.type !== 'ChargeUsage') return [command];
    const charges: CreditAccountCommand[] = [];
    for (let left: bigint = command.data.credits; left > 0n;) {
      const size = minCredits(credits(left), credits(BigInt(sizes.next().value as number)));
      charges.push({ ...command, data: { ...command.data, credits: size } });
      left -= size;
    }
    return charges;
  });

/** Each source keeps its own order; which of them speaks next is anybody's guess. */
function interleaved(sent: readonly CreditAccountCommand[], picks: Iterator<number>): CreditAccountCommand[] {
  const queues = SOURCES.map((source) => sent.filter(({ metadata }) => metadata.source === source));
  return sent.map(() => {
    const speaking = queues.filter((queue) => queue.length > 0);
    return speaking[(picks.next().value as number) % speaking.length]?.shift() as CreditAccountCommand;
  });
}

/** A grant that is sent again leaves a note: it has no sequence, and the account knows it by its addition id alone. */
const notable = (events: readonly RecordedEvent[]) =>
  events.filter(({ type, metadata }) => type !== 'MessageNoted' || metadata.sequence !== '');

const chargedPerRun = (events: readonly RecordedEvent[]) =>
  RUN_IDS.map((id) =>
    sumCredits(
      events.map((one) => (one.type === 'UsageCharged' && one.data.runId === id ? one.data.credits : NO_CREDITS)),
    ),
  );
