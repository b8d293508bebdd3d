import { describe, expect, it } from '@jest/globals';
import { InvalidValueError } from './domain-error.js';
import { parseActorId, parseOrganisationId, parsePhotoEventId, parsePhotoId, parseRunId } from './identifiers.js';

const notText = [undefined, null, 7, 7n, true, ['marathons'], { toString: () => 'marathons' }];

describe.each([
  ['organisationId', parseOrganisationId],
  ['runId', parseRunId],
])('%s', (field, parse) => {
  it.each(['a', '7', 'Boston-Marathon_2014', 'a'.repeat(64), 'constructor'])('may be %j', (text) => {
    expect(parse(text)).toBe(text);
  });

  it.each([
    ...notText,
    '',
    'a'.repeat(65),
    '-a',
    '_a',
    '__proto__',
    'a b',
    'a/b',
    '../a',
    'a#1',
    'a.b',
    'a%2Fb',
    'a\n',
    'a\0',
    'ä',
    '\u212a',
    "a' OR '1'='1",
  ])('may not be %j', (value) => {
    expect(() => parse(value)).toThrow(InvalidValueError);
    expect(() => parse(value)).toThrow(`${field} must be 1 to 64 letters, digits, "_" or "-"`);
  });

  it('is called in a refusal what its sender calls it', () => {
    expect(() => parse('', 'ce_subject')).toThrow(/^ce_subject must be/);
  });
});

describe.each([
  ['actorId', parseActorId],
  ['photoId', parsePhotoId],
])('%s, which comes from elsewhere', (field, parse) => {
  it.each(['a', 's3://bucket/IMG_0001.jpg', 'auth0|5f7c', '!', '~', 'a'.repeat(128)])('may be %j', (text) => {
    expect(parse(text)).toBe(text);
  });

  it.each([...notText, '', 'a'.repeat(129), 'a b', ' a', 'a\t', 'a\n', 'a\0b', 'a\x7f', 'é', '📷'])(
    'may not be %j',
    (value) => {
      expect(() => parse(value)).toThrow(`${field} must be 1 to 128 printable ASCII characters`);
    },
  );
});

describe('photoEventId', () => {
  it.each([
    [1, 1],
    [2014n, 2014],
    [Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
    [BigInt(Number.MAX_SAFE_INTEGER), Number.MAX_SAFE_INTEGER],
  ])('may be %p', (value, id) => {
    expect(parsePhotoEventId(value)).toBe(id);
  });

  it.each([
    undefined,
    null,
    0,
    0n,
    -1,
    -1n,
    1.5,
    Number.NaN,
    Infinity,
    2 ** 53,
    2n ** 53n,
    2n ** 53n + 1n,
    '2014',
    [1],
  ])('may not be %p', (value) => {
    expect(() => parsePhotoEventId(value, 'photo_event_id')).toThrow('photo_event_id must be a whole number');
  });
});
