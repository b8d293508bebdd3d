import { Command } from 'commander';
import { loadOrCreateTokenIssuer, loadTokenIssuer, tokenCommand, tokenFor } from '@credit-ledger/provisioning';
import { createTopics } from './create-topics.js';
import { loadDatabaseConfig, loadKeysConfig, loadMessagingConfig } from './docker.config.js';
import { prepareDatabase } from './prepare-database.js';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** The jobs of the image: what is there before a service starts. Each may be run again at any time. */
export function dockerCommand(): Command {
  const program = new Command('docker').description('prepares what the services find');
  program
    .command('database')
    .description('create the database, its roles and schemas; set the passwords of the roles')
    .action(async () => {
      const config = loadDatabaseConfig();
      await prepareDatabase(config);
      say(`database ${config.DATABASE_NAME}: ready`);
    });
  program
    .command('topics')
    .description('create the topics that do not exist')
    .action(async () => {
      const topics = await createTopics(loadMessagingConfig().MESSAGING_URL);
      say(`${topics.length} topics: ready`);
    });
  program
    .command('keys')
    .description('create the key that signs tokens, unless there is one, and write its public half')
    .action(async () => {
      await loadOrCreateTokenIssuer(tokenFiles());
      say('keys: ready');
    });
  program.addCommand(
    tokenCommand(async (role, organisation) =>
      tokenFor(await loadTokenIssuer(tokenFiles().signingKeyFile), role, organisation),
    ),
  );
  return program;
}

function tokenFiles() {
  const { SIGNING_KEY_FILE, PUBLIC_KEYS_FILE } = loadKeysConfig();
  return { signingKeyFile: SIGNING_KEY_FILE, publicKeysFile: PUBLIC_KEYS_FILE };
}
