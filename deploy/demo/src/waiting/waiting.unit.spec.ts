import { describe, expect, it } from '@jest/globals';
import { Patience } from './patience.js';
import { WaitedTooLongError, waitUntil } from './wait-until.js';

const { signal } = new AbortController();

describe('waiting', () => {
  it('ends with what was found', async () => {
    const answers = [undefined, undefined, 'found'];
    await expect(waitUntil('something', async () => answers.shift(), { signal })).resolves.toBe('found');
  });

  it('names what did not happen in time', async () => {
    const never = waitUntil('the payment is completed', async () => undefined, { signal, deadlineMs: 1 });
    await expect(never).rejects.toThrow(/^the payment is completed: not within 0.001 s/);
  });

  it('ends when it is interrupted', async () => {
    const interrupted = AbortSignal.abort(new Error('Ctrl-C'));
    await expect(waitUntil('something', async () => undefined, { signal: interrupted })).rejects.toThrow('Ctrl-C');
  });

  it('goes on for as long as something moves', async () => {
    const patience = new Patience('reports are counted', signal, 60);
    for (let counted = 0; counted < 8; counted += 1) await patience.pause(counted);
    await expect(
      (async () => {
        for (;;) await patience.pause(8);
      })(),
    ).rejects.toThrow(WaitedTooLongError);
  });
});
