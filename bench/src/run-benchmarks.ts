import { benchAppends } from './append/append.benchmark.js';
import type { BenchContext } from './bench-context.js';
import { createLogFiles, LOG_FILES } from './instance/create-log-files.js';
import { startTemporaryInstance, type TemporaryInstance } from './instance/temporary-instance.js';
import type { Messaging } from '@credit-ledger/messaging';
import { connectEmbeddedLog } from '@credit-ledger/messaging-postgres';
import { InstanceError, SERVICES, type Instance, type ServiceName } from '@credit-ledger/standalone';
import { benchKafka } from './kafka/kafka.benchmark.js';
import { withKafka } from './kafka/with-kafka.js';
import { benchMemory } from './memory/memory.benchmark.js';
import { benchBalance } from './reads/balance.benchmark.js';
import { benchGate } from './reads/gate.benchmark.js';
import { benchTransactions } from './reads/transactions.benchmark.js';
import { benchRebuild } from './rebuild/rebuild.benchmark.js';
import { BENCHMARKS, type BenchmarkName, type Result } from './result.js';
import { benchWarmStart } from './start/warm-start.benchmark.js';
import { benchFairness } from './usage/fairness.benchmark.js';
import { benchHttp } from './usage/http.benchmark.js';
import { benchMessages } from './usage/messages.benchmark.js';
import { UsageBench } from './usage/usage-bench.js';
import { readConditions, type Conditions } from './report/conditions.js';

export type BenchRun = { readonly conditions: Conditions; readonly results: readonly Result[] };

/** Runs the benchmarks that are wanted, in an order in which none disturbs the next, on instances of their own. */
export async function runBenchmarks(
  wanted: ReadonlySet<BenchmarkName>,
  context: BenchContext,
  interruption: AbortSignal,
): Promise<BenchRun> {
  const results: Result[] = [];
  let conditions: Conditions | undefined;
  const onInstance = async (
    services: readonly ServiceName[],
    measure: (temporary: TemporaryInstance) => Promise<void>,
    env?: Readonly<Record<string, string>>,
  ): Promise<void> => {
    interruption.throwIfAborted();
    context.progress.begin(`starting PostgreSQL, ${services.join(', ')}`, 1);
    const temporary = await startTemporaryInstance(services, env);
    context.progress.end();
    try {
      const { adminUrl } = temporary.instance;
      conditions ??= await readConditions(adminUrl);
      context.progress.begin('creating the files of the write-ahead log', LOG_FILES);
      await createLogFiles(adminUrl, (files) => context.progress.update(files));
      context.progress.end();
      await Promise.race([measure(temporary), temporary.broken, rejectedBy(interruption)]);
    } finally {
      context.progress.end();
      await temporary.release();
    }
  };
  const add = async (name: BenchmarkName, measure: () => Promise<readonly Result[]>): Promise<void> => {
    if (wanted.has(name)) results.push(...(await measure()));
  };

  if (wanted.has('append') || wanted.has('rebuild')) {
    await onInstance(['ledger'], async ({ instance }) => {
      // It has made its tables; now the accounts are ours.
      await instance.kill('ledger', 'SIGTERM');
      await add('append', () => benchAppends(instance, context));
      await add('rebuild', () => benchRebuild(instance, context));
    });
  }
  if (
    (['balance', 'gate', 'messages', 'http', 'fairness', 'transactions', 'start'] as const).some((name) =>
      wanted.has(name),
    )
  ) {
    await onInstance(SERVICES, async (temporary) => {
      await withUsage(temporary.instance, embeddedLogOf(temporary.instance), context, async (usage) => {
        await add('balance', () => benchBalance(usage, context));
        await add('gate', () => benchGate(usage, context));
        await add('messages', () => benchMessages(usage, context));
        await add('http', () => benchHttp(usage, context));
        await add('fairness', () => benchFairness(usage, context));
        // Last: it writes rows that no event made.
        await add('transactions', () => benchTransactions(usage, context));
      });
      await temporary.stop();
      await add('start', () => benchWarmStart(temporary.instance, context));
    });
  }
  if (wanted.has('memory')) {
    await onInstance(SERVICES, ({ instance }) =>
      withUsage(instance, embeddedLogOf(instance), context, (usage) =>
        add('memory', () => benchMemory(usage, context)),
      ),
    );
  }
  if (wanted.has('kafka')) {
    await withKafka(context, (kafka) =>
      onInstance(
        SERVICES,
        ({ instance }) =>
          withUsage(instance, kafka.connect(), context, (usage) =>
            add('kafka', () => benchKafka(usage, kafka, context)),
          ),
        { MESSAGING_URL: kafka.url },
      ),
    );
  }
  if (conditions === undefined) throw new InstanceError('nothing was measured');
  // Read side by side: messages over one log and over the other.
  results.sort((a, b) => BENCHMARKS.indexOf(a.benchmark) - BENCHMARKS.indexOf(b.benchmark));
  return { conditions, results };
}

const embeddedLogOf = ({ databaseUrls }: Instance): Messaging => connectEmbeddedLog(databaseUrls.broker);

async function withUsage(
  instance: Instance,
  messaging: Messaging,
  { progress }: BenchContext,
  measure: (usage: UsageBench) => Promise<void>,
): Promise<void> {
  const usage = await UsageBench.prepare(instance, messaging, progress);
  try {
    await measure(usage);
  } finally {
    await usage.close();
  }
}

function rejectedBy(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
}
