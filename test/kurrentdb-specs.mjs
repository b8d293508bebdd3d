/** What `npm run test:kurrentdb` runs, by tier: files, and folders that end in a slash. */
export const KURRENTDB_SPECS = {
  int: [
    'libs/event-store-kurrentdb/src/kurrent-event-store.int.spec.ts',
    'services/ledger/src/audit/verify.ops.int.spec.ts',
    'services/ledger/src/balance-stream/',
    'services/ledger/src/forecast/',
    'services/ledger/src/integration/outbound/',
    'services/ledger/src/move/',
    'services/ledger/src/projections/account-views.int.spec.ts',
    'services/ledger/src/projections/checkpoint-store.int.spec.ts',
    'services/ledger/src/projections/months-of-runs.int.spec.ts',
    'services/ledger/src/projections/odd-events.int.spec.ts',
    'services/ledger/src/projections/reader-control.int.spec.ts',
    'services/ledger/src/rebuild/',
    'services/ledger/src/transaction/',
    'services/ledger/src/usage-breakdown/',
  ],
  e2e: ['services/ledger/test/'],
};

/** They change rows of the store in PostgreSQL, or tell its positions apart. */
export const POSTGRESQL_ALONE = [
  'services/ledger/src/audit/verify-changed-rows.int.spec.ts',
  'services/ledger/src/projections/projections.ops.int.spec.ts',
];
