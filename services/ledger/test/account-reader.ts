import { answerOf, ledgerClient } from '@credit-ledger/api-client';
import type { LedgerApp } from './ledger-app.js';

/** What staff reads of an account, as its description says it. */
export function readingAccounts(app: LedgerApp, token: string) {
  const ledger = ledgerClient({ baseUrl: 'http://ledger', token, fetch: app.fetch });
  return {
    balance: (organisationId: string, after?: string) => {
      const params = { path: { organisationId }, query: after === undefined ? {} : { after } };
      return answerOf(ledger.GET('/v1/organisations/{organisationId}/balance', { params }));
    },
    async transactions(organisationId: string, query: { readonly type?: 'purchase' } = {}) {
      const params = { path: { organisationId }, query };
      return (await answerOf(ledger.GET('/v1/organisations/{organisationId}/transactions', { params }))).items;
    },
    async months(organisationId: string) {
      const params = { path: { organisationId } };
      return (await answerOf(ledger.GET('/v1/organisations/{organisationId}/usage/monthly', { params }))).months;
    },
  };
}

export type AccountReader = ReturnType<typeof readingAccounts>;
