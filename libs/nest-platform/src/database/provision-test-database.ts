import { provisionDatabase, rolesTo, type RoleUrls } from '@credit-ledger/provisioning';

// All databases of a test run share one server and hence its roles, so that the password has to be the same for all.
const TEST_PASSWORD = 'test';

/** Specs: the roles and schemas of production in the database of a spec file; returns the login of each role. */
export const provisionTestDatabase = (url: string): Promise<RoleUrls> =>
  provisionDatabase(
    url,
    rolesTo(() => TEST_PASSWORD),
  );
