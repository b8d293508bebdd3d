import type { CrashWorld } from './crash-world.js';

type Backend = { readonly pid: number };

/** The processes of PostgreSQL that serve an application, by its name there; `%` for all. */
export const backendsOf = (world: CrashWorld, application: string): Promise<readonly Backend[]> =>
  world.rows<Backend>('select pid from pg_stat_activity where pid <> pg_backend_pid() and application_name like $1', [
    application,
  ]);

/** The postmaster and every backend at once: nobody is left to write a last page. */
export async function killPostgres(world: CrashWorld): Promise<void> {
  await killAll(world, await backendsOf(world, '%'));
}

/** PostgreSQL as a machine that hangs: connections stay, and nobody answers on them. */
export class FrozenPostgres {
  private constructor(
    private readonly world: CrashWorld,
    private readonly backends: readonly Backend[],
    private readonly postmaster: number,
  ) {}

  static async freeze(world: CrashWorld): Promise<FrozenPostgres> {
    const [postmaster] = await world.rows<Backend>(
      "select split_part(pg_read_file('postmaster.pid'), chr(10), 1)::int as pid",
    );
    if (postmaster === undefined) throw new Error('PostgreSQL does not say which process it is');
    // First whoever would start more of them. The backend that lists them is not among them, and serves nobody else.
    signalIfThere(postmaster.pid, 'SIGSTOP');
    const backends = await backendsOf(world, '%');
    for (const { pid } of backends) signalIfThere(pid, 'SIGSTOP');
    return new FrozenPostgres(world, backends, postmaster.pid);
  }

  thaw(): void {
    for (const { pid } of this.backends) signalIfThere(pid, 'SIGCONT');
    signalIfThere(this.postmaster, 'SIGCONT');
  }

  /** What it was writing when it froze stays half done. */
  kill(): Promise<void> {
    return killAll(this.world, this.backends);
  }
}

async function killAll(world: CrashWorld, backends: readonly Backend[]): Promise<void> {
  const down = world.instance.killPostgres();
  for (const { pid } of backends) signalIfThere(pid, 'SIGKILL');
  await down;
}

export function signalIfThere(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It ended between being listed and now.
  }
}
