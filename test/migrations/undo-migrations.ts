import { DataSource, QueryFailedError, type MigrationInterface } from 'typeorm';
import { schemaOf } from './database-schema.js';

/** A reason that helps whoever wanted to go back has some words. */
const REASON_WORDS_MIN = 5;

export type Problem = { readonly migration: string; readonly problem: string; readonly details?: unknown };

/**
 * Undoes every migration that can be undone, on rows that were there before, and does it again.
 *
 * @param url the login of the service's role, whose schema has the same name.
 * @param done the names of those that the database has; the others are run in their order, each undone and run again.
 * @returns what is wrong with them; a migration that refuses to be undone with a reason is not wrong.
 */
export async function undoAndRedo(
  { url, adminUrl, schema }: { readonly url: string; readonly adminUrl: string; readonly schema: string },
  migrations: readonly MigrationInterface[],
  done: ReadonlySet<string>,
): Promise<readonly Problem[]> {
  const dataSource = await new DataSource({ type: 'postgres', url }).initialize();
  const sent = new Steps(dataSource, () => schemaOf(adminUrl, [schema]));
  const inOrder = [...migrations].sort((a, b) => timeOf(a) - timeOf(b));
  try {
    return [
      ...(await redoThose(sent, inOrder.filter((migration) => done.has(nameOf(migration))).reverse())),
      ...(await runThose(
        sent,
        inOrder.filter((migration) => !done.has(nameOf(migration))),
      )),
    ];
  } finally {
    await dataSource.destroy();
  }
}

/** Back from the newest, as far as it goes: what comes before one that cannot be undone, nobody can undo either. */
async function redoThose(steps: Steps, newestFirst: readonly MigrationInterface[]): Promise<readonly Problem[]> {
  const before = await steps.schema();
  const problems: Problem[] = [];
  const undone: MigrationInterface[] = [];
  for (const migration of newestFirst) {
    const refused = await steps.down(migration);
    if (refused !== undefined) {
      problems.push(...problemOf(migration, refused));
      break;
    }
    undone.unshift(migration);
  }
  for (const migration of undone) await steps.up(migration);
  return [...problems, ...unequal(undone.map(nameOf).join(), 'redone otherwise', before, await steps.schema())];
}

async function runThose(steps: Steps, oldestFirst: readonly MigrationInterface[]): Promise<readonly Problem[]> {
  const problems: Problem[] = [];
  for (const migration of oldestFirst) {
    const before = await steps.schema();
    await steps.up(migration);
    const after = await steps.schema();
    const refused = await steps.down(migration);
    if (refused !== undefined) {
      problems.push(...problemOf(migration, refused));
      continue;
    }
    problems.push(...unequal(nameOf(migration), 'not undone', before, await steps.schema()));
    await steps.up(migration);
    problems.push(...unequal(nameOf(migration), 'redone otherwise', after, await steps.schema()));
  }
  return problems;
}

/** Each step is a transaction, as it is when a service starts. */
class Steps {
  constructor(
    private readonly dataSource: DataSource,
    readonly schema: () => Promise<readonly string[]>,
  ) {}

  async up(migration: MigrationInterface): Promise<void> {
    await this.dataSource.transaction(({ queryRunner }) => migration.up(runnerOf(queryRunner)));
  }

  /** @returns why it was refused. */
  async down(migration: MigrationInterface): Promise<unknown> {
    try {
      await this.dataSource.transaction(({ queryRunner }) => migration.down(runnerOf(queryRunner)));
      return undefined;
    } catch (error) {
      return error;
    }
  }
}

function runnerOf<Runner>(runner: Runner | undefined): Runner {
  if (runner === undefined) throw new Error('a transaction has a query runner');
  return runner;
}

function problemOf(migration: MigrationInterface, refused: unknown): readonly Problem[] {
  const reason = refused instanceof Error ? refused.message : String(refused);
  const written = !(refused instanceof QueryFailedError) && reason.split(/\s+/).length >= REASON_WORDS_MIN;
  return written
    ? []
    : [{ migration: nameOf(migration), problem: 'cannot be undone, and says no reason', details: reason }];
}

function unequal(
  migration: string,
  problem: string,
  wanted: readonly string[],
  found: readonly string[],
): readonly Problem[] {
  const missing = wanted.filter((line) => !found.includes(line));
  const more = found.filter((line) => !wanted.includes(line));
  return missing.length + more.length === 0 ? [] : [{ migration, problem, details: { missing, more } }];
}

const nameOf = (migration: MigrationInterface): string => migration.name ?? migration.constructor.name;
const timeOf = (migration: MigrationInterface): number => Number(/\d{13}$/.exec(nameOf(migration))?.[0]);
