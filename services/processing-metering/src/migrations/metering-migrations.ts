import { MeteringTables1763700000000 } from './1763700000000-metering-tables.js';
import { RunTypes1763710000000 } from './1763710000000-run-types.js';
import { RatesOfAllTypes1763720000000 } from './1763720000000-rates-of-all-types.js';
import { HoldRefusals1763730000000 } from './1763730000000-hold-refusals.js';
import { RunImages1763740000000 } from './1763740000000-run-images.js';
import { HoldExpiry1763750000000 } from './1763750000000-hold-expiry.js';
import { RunFailures1763760000000 } from './1763760000000-run-failures.js';
import { RunHistory1763770000000 } from './1763770000000-run-history.js';
import { RateVersions1763780000000 } from './1763780000000-rate-versions.js';
import { PendingUsageOnce1763790000000 } from './1763790000000-pending-usage-once.js';
import { DeferredUsage1763800000000 } from './1763800000000-deferred-usage.js';
import { deferredUsageSql } from './deferred-usage.js';
import { holdExpirySql } from './hold-expiry.js';
import { holdRefusalsSql } from './hold-refusals.js';
import { meteringTablesSql } from './metering-tables.js';
import { pendingUsageOnceSql } from './pending-usage-once.js';
import { rateVersionsSql } from './rate-versions.js';
import { ratesOfAllTypesSql } from './rates-of-all-types.js';
import { runFailuresSql } from './run-failures.js';
import { runHistorySql } from './run-history.js';
import { runImagesSql } from './run-images.js';
import { runTypesSql } from './run-types.js';

/** In order; TypeORM sorts them by the time in their names. */
export const METERING_MIGRATIONS = [
  MeteringTables1763700000000,
  RunTypes1763710000000,
  RatesOfAllTypes1763720000000,
  HoldRefusals1763730000000,
  RunImages1763740000000,
  HoldExpiry1763750000000,
  RunFailures1763760000000,
  RunHistory1763770000000,
  RateVersions1763780000000,
  PendingUsageOnce1763790000000,
  DeferredUsage1763800000000,
];

/** What they do to metering's own tables, for specs that need those alone. */
export const METERING_SCHEMA_SQL: readonly string[] = [
  meteringTablesSql,
  runTypesSql,
  ratesOfAllTypesSql,
  holdRefusalsSql,
  runImagesSql,
  holdExpirySql,
  runFailuresSql,
  runHistorySql,
  rateVersionsSql,
  pendingUsageOnceSql,
  deferredUsageSql,
];
