import { relative } from 'node:path';
import { DEMO_ORGANISATION, TOKEN_ROLES } from '@credit-ledger/provisioning';
import { EMBEDDED, namesOf } from './engines.js';
import { postgresPort, type ServiceName } from './service-catalog.js';
import type { Instance } from './start-instance.js';
import { PROJECT_DIR } from './standalone.config.js';

/** By which name a shell knows the address of a service, as the documents use it. */
const VARIABLES: Readonly<Record<ServiceName, string>> = {
  billing: 'BILLING',
  ledger: 'LEDGER',
  'processing-metering': 'METERING',
  invoicing: 'INVOICING',
};

type Welcomed = Pick<Instance, 'services' | 'urls' | 'token' | 'portBase' | 'dataDir' | 'engines'>;

/** What `npm start` says once everything answers: where, and with which tokens to try it. */
export async function welcome(instance: Welcomed, seconds: number): Promise<string> {
  const dataDir = relative(PROJECT_DIR, instance.dataDir) || '.';
  const services = instance.services.map(
    (service) => `  ${service.padEnd(20)} ${instance.urls[service].padEnd(24)} OpenAPI ${instance.urls[service]}/docs`,
  );
  const tokens = await Promise.all(
    TOKEN_ROLES.map(async (role) => `  export ${role.toUpperCase()}=${await instance.token(role, DEMO_ORGANISATION)}`),
  );
  // Exported, so that a program started from that shell finds them too.
  const addresses = instance.services.map((service) => `${VARIABLES[service]}=${instance.urls[service]}`);
  return [
    '',
    `Ready after ${seconds.toFixed(1)} s`,
    '',
    ...services,
    `  ${'PostgreSQL'.padEnd(20)} 127.0.0.1:${postgresPort(instance.portBase)}`,
    ...enginesOf(instance.engines),
    `  data in ${dataDir}, logs in ${dataDir}/logs`,
    '',
    `Paste these lines into a shell: the addresses, and tokens for the organisation "${DEMO_ORGANISATION}", valid for 30 days:`,
    '',
    `  export ${addresses.join(' ')}`,
    ...tokens,
    '',
    ...(instance.services.includes('ledger') ? EXAMPLE : []),
    'Ctrl-C stops everything.',
  ].join('\n');
}

const EXAMPLE = [
  'Then, for example:',
  '',
  `  curl -s -H "Authorization: Bearer $ADMIN" "$LEDGER/v1/organisations/${DEMO_ORGANISATION}/balance"`,
  '',
];

// The embedded ones are in the PostgreSQL of the line above.
function enginesOf(engines: Welcomed['engines']): string[] {
  const { messages, events } = namesOf(engines);
  return [
    ...(messages === EMBEDDED ? [] : [`  ${'messages'.padEnd(20)} ${messages}`]),
    ...(events === EMBEDDED ? [] : [`  ${'events'.padEnd(20)} ${events}`]),
  ];
}
