import { execFileSync } from 'node:child_process';
import { accessSync, constants, readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { getuid } from 'node:process';

/** How to start a server program: as ourselves, or, since PostgreSQL refuses to run as root, as another account. */
export type ServerAccount = {
  /** Owner that the cluster's files must have; undefined when we are not root and own them anyway. */
  readonly owner: { readonly uid: number; readonly gid: number } | undefined;
  command(program: string, args: readonly string[]): AccountCommand;
};

export type AccountCommand = {
  readonly file: string;
  readonly args: readonly string[];
  readonly uid?: number;
  readonly gid?: number;
};

// `postgres` where the system has it, else the account that owns nothing. No account is ever created: starting a
// program must not edit /etc/passwd.
const CANDIDATES = ['postgres', 'nobody'];

/**
 * @param paths directories and programs that the server must be able to reach.
 * @throws Error when we are root and no other account can reach them.
 */
export function serverAccount(paths: readonly string[]): ServerAccount {
  if (getuid?.() !== 0) return { owner: undefined, command: (file, args) => ({ file, args }) };
  const owner = unprivilegedAccount();
  const blocked = paths.map(blockedParent).find((parent) => parent !== undefined);
  if (blocked === undefined) return { owner, command: (file, args) => ({ file, args, ...owner }) };
  // A project below /root (mode 0700) is out of reach for any other account. A single capability, to pass through
  // directories, lets the server in without opening them to everybody. `no_setuid_fixup` keeps access(2) honest about it.
  const setpriv = findSetpriv(blocked, owner);
  const prefix = [
    ...[`--reuid=${owner.uid}`, `--regid=${owner.gid}`, '--clear-groups', '--inh-caps=+dac_read_search'],
    ...['--ambient-caps=+dac_read_search', '--securebits=+no_setuid_fixup', '--'],
  ];
  return { owner, command: (file, args) => ({ file: setpriv, args: [...prefix, file, ...args] }) };
}

function unprivilegedAccount(): { uid: number; gid: number } {
  const accounts = readFileSync('/etc/passwd', 'utf8').split('\n');
  for (const candidate of CANDIDATES) {
    const fields = accounts.find((line) => line.startsWith(`${candidate}:`))?.split(':');
    if (fields !== undefined) return { uid: Number(fields[2]), gid: Number(fields[3]) };
  }
  throw new Error(`PostgreSQL refuses to run as root, and there is no account ${CANDIDATES.join(' or ')} to run it as`);
}

/** The first directory on the way to `path` that other accounts may not pass through. */
function blockedParent(path: string): string | undefined {
  const parents: string[] = [];
  for (let parent = dirname(path); ; parent = dirname(parent)) {
    parents.unshift(parent);
    if (parent === dirname(parent)) break;
  }
  return parents.find((parent) => (statSync(parent, { throwIfNoEntry: false })?.mode ?? 0o001) % 2 === 0);
}

function findSetpriv(blocked: string, owner: { uid: number; gid: number }): string {
  for (const file of ['/usr/bin/setpriv', '/bin/setpriv']) {
    try {
      accessSync(file, constants.X_OK);
      const probe = [
        '--reuid=' + owner.uid,
        '--clear-groups',
        '--inh-caps=+dac_read_search',
        '--ambient-caps=+dac_read_search',
      ];
      execFileSync(file, [...probe, '--', '/bin/true'], { stdio: 'ignore' });
      return file;
    } catch {
      // Not there, not GNU's, or capabilities are taken away from this container: try the next, then explain.
    }
  }
  throw new Error(
    `PostgreSQL refuses to run as root, and no other account may pass through ${blocked}: ` +
      'run as an ordinary user, or put the project and DATA_DIR where everybody may enter the directory',
  );
}
