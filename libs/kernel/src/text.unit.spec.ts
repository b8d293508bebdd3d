import { describe, expect, it } from '@jest/globals';
import { parseText } from './text.js';

describe('a short text', () => {
  it.each(['x', 'Zürich 東京 🏃', ' ', 'a b', 'a\u00a0b', 'x'.repeat(20)])('may be %j', (text) => {
    expect(parseText(text, 'name', 20)).toBe(text);
  });

  it.each([
    ['nothing', ''],
    ['longer than its field', 'x'.repeat(21)],
    ['with NUL', 'a\0b'],
    ['with a control character', 'a\x1bb'],
    ['with a line break', 'a\nb'],
    ['with a control character beyond ASCII', 'a\x85b'],
    ['with the first half of a character', 'thanks \ud83d'],
    ['with the second half of a character', '\udc4d thanks'],
    ['a number', 7],
    ['missing', undefined],
  ])('is never %s', (_, value) => {
    expect(() => parseText(value, 'name', 20)).toThrow('name must be 1 to 20 characters without control characters');
  });
});
