import { EventEmitter } from 'node:events';
import { describe, expect, test } from '@jest/globals';
import type { ActorId, Credits, OrganisationId } from '@credit-ledger/kernel';
import { BalanceStream } from './balance-stream.js';

/** As much of an answer as a stream uses, and what was written to it. */
class Answer extends EventEmitter {
  written: string[] = [];
  writableEnded = false;
  destroyed = false;
  writableNeedDrain = false;
  writeHead = () => this;
  write = (text: string) => this.written.push(text);
  end = () => void (this.writableEnded = true);
  destroy = () => void (this.destroyed = true);
}

function opened(seen?: number) {
  const answer = new Answer();
  const stream = new BalanceStream(answer as never, {
    organisationId: 'acme' as OrganisationId,
    listener: 'ann' as ActorId,
    seen,
    endsAtMs: Number.MAX_SAFE_INTEGER,
  });
  stream.open({}, () => undefined);
  answer.written = [];
  return { answer, stream };
}

const view = (balance: bigint, version: number) => ({
  balance: balance as Credits,
  held: 0n as Credits,
  available: balance as Credits,
  version,
});

describe('a balance stream', () => {
  test('says the balance as it is now, with the version as id', () => {
    const { answer, stream } = opened();
    stream.tell(view(5n, 3));
    expect(answer.written).toEqual([
      'id: 3\nevent: balance\ndata: {"balance":5,"held":0,"available":5,"version":3}\n\n',
    ]);
  });

  test('says nothing that its listener has seen, and the first change after it', () => {
    const { answer, stream } = opened(3);
    stream.tell(view(5n, 3));
    expect(answer.written).toEqual([]);
    stream.tell(view(6n, 4));
    expect(answer.written).toEqual([expect.stringContaining('id: 4\n')]);
  });

  test('says nothing of events that leave the sums alone', () => {
    const { answer, stream } = opened();
    stream.tell(view(5n, 3));
    stream.tell(view(5n, 4));
    expect(answer.written).toHaveLength(1);
  });

  test('breaks off when its listener does not take what was said, instead of piling it up', () => {
    const { answer, stream } = opened();
    answer.writableNeedDrain = true;
    stream.tell(view(5n, 3));
    expect(answer.written).toEqual([]);
    expect(answer.destroyed).toBe(true);
    stream.beat();
    expect(answer.written).toEqual([]);
  });
});
