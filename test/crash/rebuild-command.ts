import type { CrashWorld } from './crash-world.js';
import { serviceCommand, type CommandEnd } from './service-command.js';

/** `npm run ops -- ledger rebuild …` on the world's instance, in a process that may be killed at a failpoint. */
export const rebuild = (
  world: CrashWorld,
  options: readonly ('--compare' | '--json')[],
  failpoints = '',
): Promise<CommandEnd> => serviceCommand(world, 'ledger', ['rebuild', ...options], failpoints);

/** The rows that a replay of all events makes otherwise than the live views have them. */
export async function differencesFromReplay(world: CrashWorld): Promise<readonly unknown[]> {
  const { code, output } = await rebuild(world, ['--compare', '--json']);
  if (code === null || output === '') throw new Error(`the comparison ended with ${code}: ${output}`);
  return (JSON.parse(output) as { differences: readonly unknown[] }).differences;
}
