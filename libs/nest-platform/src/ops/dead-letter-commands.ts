import { InvalidArgumentError, type Command } from 'commander';
import pg from 'pg';
import { parseActorId, systemClock, type ActorId, type Clock } from '@credit-ledger/kernel';
import { DeadLetters, sessionOf, type SqlSession, type StoredDeadLetter } from '@credit-ledger/messaging';

export type DeadLetterCommandsOptions = {
  /** The service's consumer group. */
  readonly group: string;
  readonly databaseUrl: string;
  readonly clock?: Clock;
};

const STATUSES = ['dead', 'parked', 'replayed', 'discarded'] as const;
const LISTED_MAX = 200;

/** `letters list|replay|discard`: what an operator does with messages that a service refused. */
export function addDeadLetterCommands(program: Command, options: DeadLetterCommandsOptions): void {
  const deadLetters = new DeadLetters(options.group);
  const letters = program.command('letters').description('messages that were refused, and those parked behind them');

  letters
    .command('list')
    .description('show refused messages and what became of them, oldest first')
    .option('--status <status>', `one of ${STATUSES.join(', ')}`, parseStatus)
    .option('--after <id>', 'only letters with a higher id', parseId, 0n)
    .option('--limit <n>', `at most so many, up to ${LISTED_MAX}`, parseLimit, 50)
    .option('--json', 'one JSON document per line')
    .action(async ({ status, after, limit, json }: ListOptions) => {
      const filter = { afterId: after, limit, ...(status === undefined ? {} : { status }) };
      const found = await withSession(options.databaseUrl, (session) => deadLetters.list(session, filter));
      for (const letter of found) print(json === true ? JSON.stringify(toJson(letter)) : describe(letter));
      if (found.length === 0 && json !== true) print('no such letters');
    });

  letters
    .command('replay')
    .argument('<id>', 'the letter', parseId)
    .description('the cause is mended: try the message again, and then those parked behind it')
    .action(async (id: bigint) => {
      await withSession(options.databaseUrl, (session) => deadLetters.replay(session, id));
      print(`letter ${id} is tried again by the running service; "letters list" shows what became of it`);
    });

  letters
    .command('discard')
    .argument('<id>', 'the letter', parseId)
    .requiredOption('--reason <text>', 'why it is given up; kept for ever', parseReason)
    .requiredOption('--actor <id>', 'opaque id of whoever decided it', parseActor)
    .description('give the message up; those parked behind it go on without it')
    .action(async (id: bigint, { reason, actor }: { reason: string; actor: ActorId }) => {
      const at = (options.clock ?? systemClock).now();
      await withSession(options.databaseUrl, (session) => deadLetters.discard(session, id, { actor, reason, at }));
      print(`letter ${id} is discarded`);
    });
}

type Status = (typeof STATUSES)[number];
type ListOptions = { status?: Status; after: bigint; limit: number; json?: true };

async function withSession<T>(url: string, work: (session: SqlSession) => Promise<T>): Promise<T> {
  const pool = new pg.Pool({ connectionString: url, max: 1 });
  // The next statement says it, with what was being done.
  pool.on('error', () => undefined);
  try {
    return await work(sessionOf(pool));
  } finally {
    await pool.end();
  }
}

const print = (line: string): void => void process.stdout.write(`${line}\n`);

const describe = ({
  id,
  status,
  record,
  organisationId,
  source,
  sequence,
  code,
  reason,
  attempts,
  recordedAt,
}: StoredDeadLetter) =>
  [
    `${id} ${status} since ${recordedAt.toISOString()}: ${code}, ${reason}`,
    `   ${record.headers['ce_type'] ?? 'unknown type'} of ${organisationId ?? 'unknown organisation'} from ${source ?? 'unknown source'}` +
      ` sequence ${sequence ?? 'none'}; ${record.topic}/${record.partition} offset ${record.offset}; tried ${attempts} times`,
  ].join('\n');

/** Without the payload: it may hold what does not belong on a screen. */
const toJson = ({ id, record, sequence, ...letter }: StoredDeadLetter) => ({
  id: id.toString(),
  ...letter,
  sequence: sequence?.toString(),
  topic: record.topic,
  partition: record.partition,
  offset: record.offset.toString(),
  key: record.key,
  headers: record.headers,
});

function parseStatus(text: string): Status {
  const status = STATUSES.find((one) => one === text);
  if (status === undefined) throw new InvalidArgumentError(`must be one of ${STATUSES.join(', ')}`);
  return status;
}

function parseId(text: string): bigint {
  if (!/^\d{1,18}$/.test(text)) throw new InvalidArgumentError('must be the number of a letter');
  return BigInt(text);
}

function parseActor(text: string): ActorId {
  try {
    return parseActorId(text, '--actor');
  } catch (error) {
    throw new InvalidArgumentError(error instanceof Error ? error.message : String(error));
  }
}

function parseReason(text: string): string {
  if (text.trim() === '') throw new InvalidArgumentError('must say why');
  return text;
}

function parseLimit(text: string): number {
  const limit = Number(text);
  if (!Number.isInteger(limit) || limit < 1 || limit > LISTED_MAX)
    throw new InvalidArgumentError(`must be 1 to ${LISTED_MAX}`);
  return limit;
}
