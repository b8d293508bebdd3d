/** The broker that `npm run test:kafka` has found or started. */
export function testBrokerUrl(): string {
  const url = process.env.TEST_MESSAGING_URL;
  if (url === undefined)
    throw new Error('TEST_MESSAGING_URL names no broker: these specs are run by npm run test:kafka');
  return url;
}
