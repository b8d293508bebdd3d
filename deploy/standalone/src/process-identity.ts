import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { platform } from 'node:process';

/**
 * What tells a process from a later one with the same number: when it started. Undefined when no such process runs.
 * Process ids are given out again, above all in containers that start with the same few.
 */
export function processIdentity(pid: number): string | undefined {
  return platform === 'linux' ? fromProc(pid) : fromPs(pid);
}

/** The command line of a running process, empty when it cannot be told. */
export function commandLineOf(pid: number): string {
  try {
    if (platform === 'linux') return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
  } catch {
    return '';
  }
}

// After the name in parentheses, which may hold anything: the state first, and the start time as the twentieth field.
function fromProc(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? undefined : fields[19];
  } catch {
    return undefined;
  }
}

function fromPs(pid: number): string | undefined {
  try {
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || undefined;
  } catch {
    return undefined;
  }
}
