import { describe, expect, it } from '@jest/globals';
import { InvalidValueError, InvariantViolation } from '@credit-ledger/kernel';
import { deathOf, failureKindOf } from './failure.js';

const withCode = (message: string, code: string): Error => Object.assign(new Error(message), { code });

describe('a failure of a handler', () => {
  it.each([
    ['a refusal', new InvalidValueError('credits', 'must be positive')],
    ['a broken invariant', new InvariantViolation('impossible')],
    ['a defect', new TypeError('undefined is not a function')],
    ['a value out of range', withCode('value too long', '22001')],
    ['a violated constraint', withCode('duplicate key', '23505')],
  ])('is final when it is %s: the same message would fail again', (_name, error) => {
    expect(failureKindOf(error)).toBe('final');
  });

  it.each([
    ['a lost connection', new Error('Connection terminated unexpectedly')],
    ['a refused connection', withCode('connect ECONNREFUSED', 'ECONNREFUSED')],
    ['a shutdown of the database', withCode('terminating connection', '57P01')],
    ['a deadlock', withCode('deadlock detected', '40P01')],
    ['a full disk', withCode('could not extend file', '53100')],
    ['a table that a migration has yet to create', withCode('relation does not exist', '42P01')],
    ['a failed request', new TypeError('fetch failed', { cause: new Error('socket hang up') })],
    ['something that is no error', 'text'],
  ])('may pass when it is %s', (_name, error) => {
    expect(failureKindOf(error)).toBe('passing');
  });

  it('leaves the code of a refusal, and a general one otherwise', () => {
    expect(deathOf(new InvalidValueError('credits', 'must be positive'))).toEqual({
      code: 'request.invalid_value',
      reason: 'credits must be positive',
    });
    expect(deathOf(new TypeError('x is undefined'))).toEqual({
      code: 'message.handler_failed',
      reason: 'TypeError: x is undefined',
    });
  });
});
