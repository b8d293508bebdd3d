import { expect, it } from '@jest/globals';
import { failureOf } from './failures.js';

const coded = (code: string): Error => Object.assign(new Error(code), { code });

it.each([
  ['23505', 'versionTaken'],
  ['08006', 'passing'],
  ['40P01', 'passing'],
  ['53300', 'passing'],
  ['55P03', 'passing'],
  ['57014', 'passing'],
  ['57P01', 'passing'],
  ['ECONNRESET', 'passing'],
  ['ENOTFOUND', 'passing'],
  ['22P02', 'final'],
  ['23502', 'final'],
  ['42501', 'final'],
  ['42P01', 'final'],
  ['28P01', 'final'],
] as const)('an error with code %s is %s', (code, failure) => {
  expect(failureOf(coded(code))).toBe(failure);
});

it('an error without a code, as the driver throws for a connection that ended, is passing', () => {
  expect(failureOf(new Error('Connection terminated unexpectedly'))).toBe('passing');
});
