import { relative } from 'node:path';
import { postgresPort } from './service-catalog.js';
import type { Instance } from './start-instance.js';
import { PROJECT_DIR } from './standalone.config.js';
import { DEMO_ORGANISATION, TOKEN_ROLES } from './tokens.js';

/** What `npm start` says once everything answers: where, and with which tokens to try it. */
export async function welcome(instance: Instance, seconds: number): Promise<string> {
  const dataDir = relative(PROJECT_DIR, instance.dataDir) || '.';
  const services = instance.services.map(
    (service) => `  ${service.padEnd(20)} ${instance.urls[service].padEnd(24)} OpenAPI ${instance.urls[service]}/docs`,
  );
  const tokens = await Promise.all(
    TOKEN_ROLES.map(async (role) => `  ${role.toUpperCase()}=${await instance.token(role, DEMO_ORGANISATION)}`),
  );
  const balance = `${instance.urls.ledger}/v1/organisations/${DEMO_ORGANISATION}/balance`;
  return [
    '',
    `Ready after ${seconds.toFixed(1)} s`,
    '',
    ...services,
    `  ${'PostgreSQL'.padEnd(20)} 127.0.0.1:${postgresPort(instance.portBase)}`,
    `  data in ${dataDir}, logs in ${dataDir}/logs`,
    '',
    `Tokens for the organisation "${DEMO_ORGANISATION}", valid for 30 days; paste them into a shell:`,
    '',
    ...tokens,
    '',
    'Then, for example:',
    '',
    `  curl -s -H "Authorization: Bearer $ADMIN" ${balance}`,
    '',
    'Ctrl-C stops everything.',
  ].join('\n');
}
