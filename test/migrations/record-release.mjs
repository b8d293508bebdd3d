#!/usr/bin/env node
import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { gzipSync } from 'node:zlib';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { tellStory } from './story.mjs';

/**
 * Records what an older release leaves behind: `node test/migrations/record-release.mjs <built clone of that release>`.
 * README.md says when. Everything is done by the code of that release: its services, its demo, its migrations.
 */
const SCHEMAS = ['billing', 'ledger', 'metering', 'invoicing', 'event_store', 'broker'];
const SERVICES = { billing: 'billing', ledger: 'ledger', metering: 'processing-metering', invoicing: 'invoicing' };
const QUIET_POLL_MS = 1_000;

const release = resolve(process.argv[2] ?? '');
if (!existsSync(join(release, 'deploy/standalone/dist/index.js'))) {
  console.error('usage: node test/migrations/record-release.mjs <folder of the release, installed and built>');
  process.exit(1);
}
const load = (path) => import(pathToFileURL(join(release, path)).href);
const { startInstance, findFreePortBase } = await load('deploy/standalone/dist/index.js');

const dataDir = mkdtempSync(join(tmpdir(), 'recorded-release-'));
const instance = await startInstance({ portBase: await findFreePortBase(), dataDir, log: console.log });
const admin = new pg.Client({ connectionString: instance.adminUrl });
await admin.connect();
try {
  const demo = ['--photos', '2000', '--json'];
  const env = { ...process.env, DATA_DIR: dataDir, PORT_BASE: String(instance.portBase) };
  execFileSync(process.execPath, [join(release, 'deploy/demo/bin/demo.mjs'), ...demo], { env });
  const usageOfUnknown = await tellStory(call);
  const answers = await quietAnswers();
  for (const service of instance.services) await instance.kill(service, 'SIGTERM');
  const schemas = {};
  for (const schema of SCHEMAS) schemas[schema] = await recordSchema(schema);
  const recorded = {
    release: execFileSync('git', ['-C', release, 'log', '-1', '--format=%h %s'], { encoding: 'utf8' }).trim(),
    recordedAt: new Date().toISOString(),
    usageOfUnknown,
    answers,
    schemas,
  };
  const file = fileURLToPath(new URL('previous-release.json.gz', import.meta.url));
  writeFileSync(file, gzipSync(JSON.stringify(recorded), { level: 9 }));
  console.log(`${file}: ${answers.length} answers of ${recorded.release}`);
} finally {
  await admin.end();
  await instance.stop();
  rmSync(dataDir, { recursive: true, force: true });
}

async function call({ service, method = 'GET', path, role = 'staff', organisationId, body }) {
  const url = path.startsWith('http') ? path : `${instance.urls[service]}${path}`;
  const response = await fetch(url, {
    method,
    headers: {
      authorization: `Bearer ${await instance.token(role, organisationId)}`,
      ...(method === 'POST' ? { 'idempotency-key': randomUUID() } : {}),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${JSON.stringify(answer)}`);
  return answer;
}

/** Views follow writes: whatever is answered twice, a moment apart, with nothing on its way, is where it ended. */
async function quietAnswers() {
  for (let before; ;) {
    const now = await askAll();
    const { rows } = await admin.query(
      'select count(*)::int as waiting from (select 1 from billing.outbox union all select 1 from metering.outbox) o',
    );
    if (rows[0].waiting === 0 && isDeepStrictEqual(before, now)) return now;
    before = now;
    await new Promise((done) => setTimeout(done, QUIET_POLL_MS));
  }
}

async function askAll() {
  const answers = [];
  const { rows: organisations } = await admin.query(
    'select organisation_id as id from billing.organisations order by 1',
  );
  for (const { id } of organisations) {
    const of = `/v1/organisations/${id}`;
    const { rows: runs } = await admin.query('select run_id as id from metering.runs where organisation_id = $1', [id]);
    const questions = [
      ['billing', of],
      ['billing', `${of}/payments?limit=200`],
      ['invoicing', `${of}/invoices?limit=200`],
      ['ledger', `${of}/balance`],
      ['ledger', `${of}/usage/monthly`],
      ['ledger', `${of}/transactions?limit=200`],
      ...runs.flatMap((run) => [
        ['processing-metering', `${of}/runs/${run.id}`],
        ['processing-metering', `${of}/runs/${run.id}/gate?photos=100`],
      ]),
    ];
    for (const [service, path] of questions) answers.push({ service, path, body: await call({ service, path }) });
  }
  return answers;
}

async function recordSchema(schema) {
  const statements = schema in SERVICES ? await statementsOfMigrations(schema) : await statementsOfLibrary(schema);
  const { rows: tables } = await admin.query(
    `select c.relname as name, array_agg(quote_ident(a.attname) order by a.attnum) as columns,
            case when c.relispartition then
              format('create table if not exists %s partition of %s %s', c.oid::regclass, i.inhparent::regclass,
                     pg_get_expr(c.relpartbound, c.oid)) end as partition
       from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
       left join pg_inherits i on i.inhrelid = c.oid
      where c.relnamespace = $1::regnamespace and c.relkind = 'r' group by c.oid, i.inhparent order by 1`,
    [schema],
  );
  for (const table of tables) {
    const columns = table.columns.join(', ');
    table.columns = columns;
    table.rows = await text(admin.query(copyTo(`copy ${schema}.${table.name} (${columns}) to stdout`)));
  }
  const { rows: sequences } = await admin.query(
    'select sequencename as name, last_value as "lastValue" from pg_sequences where schemaname = $1 and last_value is not null',
    [schema],
  );
  return { statements, tables, sequences };
}

/** The migrations run once more, in a transaction that is taken back, by a runner that writes down what they send. */
async function statementsOfMigrations(schema) {
  const folder = `services/${SERVICES[schema]}/dist/migrations`;
  const files = readdirSync(join(release, folder)).filter((file) => /^\d+-.*\.js$/.test(file));
  const statements = [];
  const runner = {
    async query(sql, parameters = []) {
      statements.push({ sql, parameters });
      return (await admin.query(sql, parameters.length > 0 ? parameters : undefined)).rows;
    },
  };
  await admin.query('begin; create schema recording; set local search_path = recording');
  for (const file of files.sort()) {
    for (const exported of Object.values(await load(`${folder}/${file}`))) {
      if (exported.prototype?.up !== undefined) await new exported().up(runner);
    }
  }
  await admin.query('rollback');
  return statements;
}

async function statementsOfLibrary(schema) {
  const { installEventStore } = await load('libs/event-store-postgres/dist/index.js');
  const { installEmbeddedLog } = await load('libs/messaging-postgres/dist/index.js');
  const statements = [];
  const session = { query: async (sql, parameters = []) => (statements.push({ sql, parameters }), []) };
  await (schema === 'broker' ? installEmbeddedLog(session) : installEventStore(session));
  return statements;
}
