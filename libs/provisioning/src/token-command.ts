import { Argument, Command, InvalidArgumentError } from 'commander';
import { parseOrganisationId } from '@credit-ledger/kernel';
import { DEMO_ORGANISATION, TOKEN_ROLES, type TokenRole } from './tokens.js';

/** `token <role> [--organisation <id>]`: prints a token of whoever signs here, also for organisations that were registered since. */
export const tokenCommand = (issue: (role: TokenRole, organisation: string) => Promise<string>): Command =>
  new Command('token')
    .description('print a token that is valid for 30 days')
    .addArgument(new Argument('<role>', 'admin and operator are members of the organisation').choices(TOKEN_ROLES))
    .option('--organisation <id>', 'whose member', parseOrganisation, DEMO_ORGANISATION)
    .action(async (role: TokenRole, { organisation }: { organisation: string }) => {
      process.stdout.write(`${await issue(role, organisation)}\n`);
    });

function parseOrganisation(text: string): string {
  try {
    return parseOrganisationId(text);
  } catch (error) {
    throw new InvalidArgumentError(error instanceof Error ? error.message : String(error));
  }
}
