// Every rule of credits, metering and views has a test, and docs/domain.md says which: fails where that is not so.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { problemsOf, readRules } from './business-rules.mjs';
import { PROJECT_DIR } from './project-paths.mjs';
import { titlesOf } from './spec-titles.mjs';

const domain = readRules(readFileSync(join(PROJECT_DIR, 'docs/domain.md'), 'utf8'));
const titles = new Map();
const problems = problemsOf(domain, (file) => {
  const path = join(PROJECT_DIR, file);
  if (!titles.has(file)) titles.set(file, existsSync(path) ? titlesOf(path) : undefined);
  return titles.get(file);
});

for (const problem of problems) console.error(`docs/domain.md: ${problem}`);
const inForce = domain.rules.filter(({ needsTest }) => needsTest).length;
if (problems.length === 0) console.log(`${inForce} rules, ${domain.tests.length} tests of them`);
process.exitCode = problems.length === 0 ? 0 : 1;
