import { describe, expect, it } from '@jest/globals';
import { ledger } from '@credit-ledger/contracts';
import type { CommandBus } from '@nestjs/cqrs';
import { ledgerRoutes } from './ledger-routes.js';

describe('what metering hears from the ledger', () => {
  it('is every fact that carries the account: a fact that it left out would leave its balance as it was', () => {
    const heard = ledgerRoutes({} as CommandBus).map(({ schema }) => schema.typeName);
    const told = ledger.file_credits_ledger_v1_ledger.messages.filter(({ field }) => 'account' in field);
    expect(told.map(({ typeName }) => typeName).filter((type) => !heard.includes(type))).toEqual([]);
  });
});
