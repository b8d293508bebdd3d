/** The specs of `npm run test:kafka` that start brokers of their own, to end, freeze or secure them: the given one is not theirs. */
export const OWN_BROKER_SPECS = [
  'deploy/kafka-local/src/kafka-commands.kafka.spec.ts',
  'test/kafka/broker-faults.kafka.spec.ts',
  'test/kafka/secured-broker.kafka.spec.ts',
];

/** What somebody reads, before and after, where these cannot run. @param reason why no broker can be started here. */
export const notRun = (reason) =>
  [
    `NOT RUN: ${OWN_BROKER_SPECS.length} specs that start brokers of their own, which this machine cannot:`,
    ...reason.split('\n').slice(0, 1),
    ...OWN_BROKER_SPECS.map((file) => `  ${file}`),
    'Everything else runs on the broker of MESSAGING_URL.',
  ].join('\n');
