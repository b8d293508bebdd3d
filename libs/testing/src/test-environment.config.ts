/** @throws Error outside a jest run of the `int` or `e2e` tier, whose global set-up starts the server. */
export function testServerUrl(): string {
  const url = process.env['TEST_DATABASE_URL'];
  if (url === undefined) {
    throw new Error('no test PostgreSQL: name the spec *.int.spec.ts or *.e2e.spec.ts, so that jest starts one');
  }
  return url;
}

/** The Kafka of this test run, which `npm run test:kafka` has found or started; undefined in every other run. */
export const testBrokerUrl = (): string | undefined => process.env['TEST_MESSAGING_URL'];
/** The KurrentDB that a run of `npm run test:kurrentdb` is to use; undefined in every other, which needs none. */
export const testKurrentDbUrl = (): string | undefined => process.env['TEST_EVENT_STORE_URL'];
