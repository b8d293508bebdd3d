import { Argument, Command, InvalidArgumentError } from 'commander';
import { parseOrganisationId } from '@credit-ledger/kernel';
import type { RunningInstance } from './running-instance.js';
import { DEMO_ORGANISATION, TOKEN_ROLES, type TokenRole } from './tokens.js';

/**
 * `token <role> [--organisation <id>]`: prints a token of the running instance, like those that it printed itself, also for
 * organisations that were registered since.
 */
export async function tokenCommand(
  args: readonly string[],
  findInstance: () => Promise<RunningInstance>,
): Promise<void> {
  const program = new Command('token')
    .description('print a token that is valid for 30 days')
    .addArgument(new Argument('<role>', 'admin and operator are members of the organisation').choices(TOKEN_ROLES))
    .option('--organisation <id>', 'whose member', parseOrganisation, DEMO_ORGANISATION)
    .action(async (role: TokenRole, { organisation }: { organisation: string }) => {
      const instance = await findInstance();
      process.stdout.write(`${await instance.token(role, organisation)}\n`);
    });
  await program.parseAsync(args, { from: 'user' });
}

function parseOrganisation(text: string): string {
  try {
    return parseOrganisationId(text);
  } catch (error) {
    throw new InvalidArgumentError(error instanceof Error ? error.message : String(error));
  }
}
