import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import { parseInstant } from '@credit-ledger/kernel';
import { createValidationPipe } from '../errors/validation.js';
import { parseCursor, toCursor } from './page-cursor.js';
import { PageRequest } from './page.request.js';

const pipe = createValidationPipe();
const read = (query: object): Promise<unknown> => pipe.transform(query, { type: 'query', metatype: PageRequest });

describe('the page of a list', () => {
  it('has fifty items unless told otherwise', async () => {
    expect(await read({})).toMatchObject({ limit: 50 });
    expect(await read({ limit: '200' })).toMatchObject({ limit: 200 });
  });

  it.each(['', ' 1', '0x10', '1e2', '1.0', '+1', 'ten', ['1'], ['1', '2'], '0', '201', '99999999999999999999'])(
    'is never as long as %j',
    async (limit) => {
      await expect(read({ limit })).rejects.toMatchObject({
        errors: [{ field: 'limit', problem: 'must be a whole number from 1 to 200' }],
      });
    },
  );
});

describe('a cursor', () => {
  const position = { at: parseInstant('2026-11-21T09:30:00.000Z'), id: '00000000-0000-4000-8000-000000000001' };

  it('leads back to where the page ended', () => {
    expect(parseCursor(toCursor(position))).toEqual(position);
  });

  it.each([
    '',
    'garbage',
    Buffer.from('2026-11-21T09:30:00.000Z 1').toString('base64url'),
    toCursor(position).slice(3),
  ])('that no page answered is refused: %j', (cursor) => {
    expect(() => parseCursor(cursor)).toThrow('cursor must be a nextCursor as a page answered it');
  });
});
