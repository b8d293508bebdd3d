export const KURRENTDB_SPECS: Readonly<Record<'int' | 'e2e', readonly string[]>>;
export const POSTGRESQL_ALONE: readonly string[];
