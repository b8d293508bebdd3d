import { join, resolve } from 'node:path';
import { InstanceError, loadStandaloneConfig, PROJECT_DIR } from '@credit-ledger/standalone';
import { z } from 'zod';

export type KafkaLocalConfig = {
  /** Holds the jars, and the storage, log and record of the broker that `npm run kafka:start` starts. */
  readonly dir: string;
  readonly port: number;
  /** The program `java`: of JAVA_HOME, else the first in PATH. */
  readonly java: string;
};

const PORT_RULE = 'must be a whole number from 1024 to 65535';
const schema = z.object({
  KAFKA_PORT: z.coerce.number(PORT_RULE).int(PORT_RULE).min(1_024, PORT_RULE).max(65_535, PORT_RULE).default(9_092),
  KAFKA_LOCAL_DIR: z.string().optional(),
  JAVA_HOME: z.string().optional(),
});

/** @throws InstanceError naming the variable that is wrong. A relative KAFKA_LOCAL_DIR is below the project. */
export function loadKafkaLocalConfig(env: NodeJS.ProcessEnv = process.env): KafkaLocalConfig {
  const parsed = schema.safeParse(Object.fromEntries(Object.entries(env).filter(([, value]) => value !== '')));
  if (!parsed.success) {
    throw new InstanceError(parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`).join('\n'));
  }
  const { KAFKA_PORT: port, KAFKA_LOCAL_DIR: dir, JAVA_HOME: javaHome } = parsed.data;
  return {
    dir: dir === undefined ? join(loadStandaloneConfig(env).dataDir, 'kafka') : resolve(PROJECT_DIR, dir),
    port,
    java: javaHome === undefined ? 'java' : join(javaHome, 'bin', 'java'),
  };
}
