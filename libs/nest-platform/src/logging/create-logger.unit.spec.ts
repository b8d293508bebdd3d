import { afterEach, describe, expect, it } from '@jest/globals';
import { followedTraces } from '@credit-ledger/messaging';
import { createLogger } from './create-logger.js';

const SPAN = { traceId: '0af7651916cd43dd8448eb211c80319c', spanId: 'b7ad6b7169203331', traceFlags: 1 };

function lineOf(fields: object): unknown {
  let written = '';
  createLogger('billing', 'info', { write: (line) => void (written += line) }).info(fields, 'order placed');
  return JSON.parse(written);
}

afterEach(() => followedTraces.switchOff());

describe('a line of the log', () => {
  it('is one JSON document with the service, the time and what was said', () => {
    expect(lineOf({ correlationId: 'request-1' })).toEqual({
      level: 30,
      time: expect.stringMatching(/^\d{4}-.*Z$/),
      name: 'billing',
      correlationId: 'request-1',
      msg: 'order placed',
    });
  });

  it('names the trace that its correlation is followed in', () => {
    followedTraces.switchOn();
    followedTraces.follow('request-1', SPAN);
    expect(lineOf({ correlationId: 'request-1' })).toMatchObject({ traceId: SPAN.traceId });
    expect(lineOf({ correlationId: 'request-2' })).not.toHaveProperty('traceId');
    expect(lineOf({})).not.toHaveProperty('traceId');
  });

  it('says what an error was and why, and nothing of the client that a pool hangs on it', () => {
    const error = Object.assign(new Error('terminated'), { code: '57P01', client: { secretKey: 4_711 } });
    expect(lineOf({ err: error })).toMatchObject({ err: { type: 'Error', message: 'terminated', code: '57P01' } });
    expect(JSON.stringify(lineOf({ err: error }))).not.toContain('4711');
    expect(lineOf({ err: new Error('outer', { cause: error }) })).toMatchObject({
      err: { message: 'outer: terminated' },
    });
  });
});
