import { describe, expect, it } from '@jest/globals';
import { interpolate, variablesOf } from './interpolate.js';

const environment = { NAME: 'value', EMPTY: '' };

describe('a variable in a compose file', () => {
  it.each([
    ['$NAME', 'value'],
    ['a${NAME}b', 'avalueb'],
    ['${NAME}${NAME}', 'valuevalue'],
    ['${MISSING}', ''],
    ['${MISSING:-word}', 'word'],
    ['${EMPTY:-word}', 'word'],
    ['${EMPTY-word}', ''],
    ['${MISSING-word}', 'word'],
    ['${NAME:?why}', 'value'],
    ['${EMPTY?why}', ''],
    ['${NAME:+word}', 'word'],
    ['${EMPTY:+word}', ''],
    ['${EMPTY+word}', 'word'],
    ['cost: $$5', 'cost: $5'],
    ['$${NAME}', '${NAME}'],
  ])('%s becomes "%s"', (text, expected) => {
    expect(interpolate(text, environment)).toBe(expected);
  });

  it.each(['${MISSING:?say why}', '${EMPTY:?say why}', '${MISSING?say why}'])('%s is required', (text) => {
    expect(() => interpolate(text, environment)).toThrow('say why');
  });

  it.each(['${', '$', '${NAME', '${1}', '${NAME:=word}', '${NAME:-${OTHER}}'])('"%s" is no interpolation', (text) => {
    expect(() => interpolate(text, environment)).toThrow('invalid interpolation');
  });

  it('is known by its name however it is used', () => {
    expect(variablesOf('$ONE ${TWO} ${THREE:-x} ${FOUR:?y} $$FIVE')).toEqual(['ONE', 'TWO', 'THREE', 'FOUR']);
  });
});
