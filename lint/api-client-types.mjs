// Writes the types of libs/api-client from what the built services say of themselves.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { argv } from 'node:process';
import { fileURLToPath } from 'node:url';
import { openApiOf, SERVICES } from '@credit-ledger/standalone';
import openapiTS, { astToString } from 'openapi-typescript';
import { PROJECT_DIR } from './project-paths.mjs';

export const API_CLIENT_TYPES = 'libs/api-client/src/generated';

// What has a default may be left out by whoever sends it.
const OPTIONS = { alphabetize: true, defaultNonNullable: false };

/** One file per service, below `root`. */
export async function writeApiClientTypes(root) {
  const directory = join(root, API_CLIENT_TYPES);
  mkdirSync(directory, { recursive: true });
  for (const service of SERVICES) {
    const types = astToString(await openapiTS(await openApiOf(service), OPTIONS));
    const head = `// Generated from the description of ${service} by npm run generate. Do not edit.\n`;
    writeFileSync(join(directory, `${service}.ts`), `${head}${types}`);
  }
}

if (argv[1] === fileURLToPath(import.meta.url)) await writeApiClientTypes(PROJECT_DIR);
