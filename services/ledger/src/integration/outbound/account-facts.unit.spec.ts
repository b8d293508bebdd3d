import { describe, expect, test } from '@jest/globals';
import { createRegistry, fromBinary, toJson } from '@bufbuild/protobuf';
import { ledger } from '@credit-ledger/contracts';
import { refunded, reversed, thresholdSet } from '../../../test/credit-account.scenario.js';
import type { CreditAccountEvent } from '../../credit-account/domain/credit-account.events.js';
import { factOf } from './account-facts.js';

const FACTS = createRegistry(ledger.file_credits_ledger_v1_ledger);
const AFTER = { balance: 700n, held: 200n };

function told(event: CreditAccountEvent): unknown {
  const fact = factOf(event, 'acme', AFTER);
  if (fact === undefined) return undefined;
  const schema = FACTS.getMessage(fact.type);
  if (schema === undefined) throw new Error(`nobody knows the fact ${fact.type}`);
  return { name: schema.name, ...(toJson(schema, fromBinary(schema, fact.payload)) as object) };
}

describe('the fact of a correction', () => {
  const base = { organisationId: 'acme', account: { balance: '700', held: '200', available: '500' } };

  test('tells which run got how many credits back', () => {
    expect(told(refunded('refund-1', 9n, 4n, ['paid', 5n]))).toEqual({
      ...base,
      ...{ name: 'UsageRefunded', refundId: 'refund-1', runId: 'run', credits: '9' },
    });
  });

  test('tells how many credits of which payment were taken back', () => {
    expect(told(reversed('reversal-1', 9n, [['paid', 5n]], 4n))).toEqual({
      ...base,
      ...{ name: 'PurchaseReversed', reversalId: 'reversal-1', paymentId: 'paid', credits: '9' },
    });
  });

  test('is missing for a threshold, which changes no credits', () => {
    expect(told(thresholdSet(5n))).toBeUndefined();
  });
});
