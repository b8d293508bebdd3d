import { describe, expect, it } from '@jest/globals';
import {
  addCredits,
  credits,
  MAX_CREDITS,
  minCredits,
  NO_CREDITS,
  parseCredits,
  subtractCredits,
  sumCredits,
  toJsonInteger,
} from './credits.js';
import { InvariantViolation } from './invariant.js';

const most = credits(MAX_CREDITS);
const least = credits(-MAX_CREDITS);
const one = credits(1n);

describe('credits', () => {
  it('add, subtract and compare', () => {
    expect(addCredits(credits(200n), credits(-250n))).toBe(-50n);
    expect(subtractCredits(credits(200n), credits(250n))).toBe(-50n);
    expect(minCredits(credits(-1n), NO_CREDITS)).toBe(-1n);
    expect(sumCredits([])).toBe(0n);
    expect(sumCredits(new Set([credits(5n), credits(7n)]))).toBe(12n);
  });

  it.each([
    ['a value', () => credits(MAX_CREDITS + 1n)],
    ['a debt', () => credits(-MAX_CREDITS - 1n)],
    ['an addition', () => addCredits(most, one)],
    ['a subtraction', () => subtractCredits(least, one)],
    ['a sum', () => sumCredits([most, one])],
  ])('are found out when %s leaves what JSON can hold exactly', (_name, compute) => {
    expect(compute).toThrow(InvariantViolation);
  });

  it('may exceed the bound on the way to a sum that does not', () => {
    expect(sumCredits([most, one, credits(-1n)])).toBe(MAX_CREDITS);
  });

  it('are the same number in JSON, at both ends too', () => {
    for (const value of [most, least, NO_CREDITS]) expect(BigInt(toJsonInteger(value))).toBe(value);
  });
});

describe('credits from the edge', () => {
  it.each([
    [0, 0n],
    [250, 250n],
    [250n, 250n],
    ['250', 250n],
    ['007', 7n],
    [Number.MAX_SAFE_INTEGER, MAX_CREDITS],
    ['9007199254740991', MAX_CREDITS],
  ])('may be %p', (value, parsed) => {
    expect(parseCredits(value)).toBe(parsed);
  });

  it.each([
    undefined,
    null,
    true,
    [250],
    {},
    '',
    ' 250',
    '250 ',
    '2_50',
    '1e3',
    '0x10',
    '2.5',
    '٢٥٠',
    2.5,
    Number.NaN,
    Infinity,
    2 ** 53,
    MAX_CREDITS + 1n,
    '9007199254740992',
    '9'.repeat(400),
    -1,
    '-1',
  ])('may not be %p', (value) => {
    expect(() => parseCredits(value, 'amount')).toThrow('amount must be a whole number from 0 to 9007199254740991');
  });

  it('have a least value where the rules name one', () => {
    expect(parseCredits('1', 'credits', 1n)).toBe(1n);
    expect(() => parseCredits('0', 'credits', 1n)).toThrow('credits must be a whole number from 1 to');
    expect(parseCredits('-5', 'balance', -10n)).toBe(-5n);
    expect(() => parseCredits(-11n, 'balance', -10n)).toThrow('balance must be a whole number from -10 to');
  });
});
