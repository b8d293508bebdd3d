import { describe, expect, it } from '@jest/globals';
import { InvalidValueError, parseOrganisationId } from '@credit-ledger/kernel';
import { consistencyToken, parseConsistencyToken } from './consistency-token.js';

describe('a consistency token', () => {
  it('names source, organisation and sequence, and is read back', () => {
    const token = consistencyToken('billing#1', parseOrganisationId('org-1'), 17n);
    expect(token).toBe('billing#1:org-1:17');
    expect(parseConsistencyToken(token)).toEqual({ source: 'billing#1', organisationId: 'org-1', sequence: 17n });
  });

  it.each([
    '',
    'billing#1:org-1',
    'billing:org-1:1',
    'billing#1:org-1:-1',
    'billing#1:org:1:1',
    'billing#1:org-1:1e3',
    17,
    null,
  ])('refuses %p and names the parameter', (value) => {
    expect(() => parseConsistencyToken(value)).toThrow(InvalidValueError);
    expect(() => parseConsistencyToken(value)).toThrow(expect.objectContaining({ field: 'after' }));
  });
});
