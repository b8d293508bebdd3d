import { describe, expect, it } from '@jest/globals';
import { InvalidValueError } from './domain-error.js';
import { assertNever, invariant, InvariantViolation } from './invariant.js';

describe('an invariant', () => {
  it('says nothing while it holds', () => {
    expect(() => invariant(true, 'balance = lots - debt')).not.toThrow();
  });

  it.each([false, 0, 0n, '', null, undefined])('is violated by %p', (condition) => {
    expect(() => invariant(condition, 'balance = lots - debt')).toThrow(
      new InvariantViolation('balance = lots - debt'),
    );
  });

  it('is not a refusal', () => {
    expect(new InvariantViolation('x')).not.toBeInstanceOf(InvalidValueError);
    expect(new InvariantViolation('x').name).toBe('InvariantViolation');
  });
});

describe('a case that a switch forgot', () => {
  it.each([
    [{ type: 'SplitLot', data: { credits: 5n } }, '{"type":"SplitLot","data":{"credits":"5"}}'],
    [undefined, 'undefined'],
    ['REFUND', '"REFUND"'],
  ])('is shown, whatever it is', (value, shown) => {
    expect(() => assertNever(value as never)).toThrow(new InvariantViolation(`unexpected value ${shown}`));
  });
});
