import { Socket } from 'node:net';
import { spawn, type ChildProcess } from 'node:child_process';

export type GuardOptions = {
  /** A directory that is removed with the server. */
  readonly removeDir?: string | undefined;
  /** What asks the server to stop. */
  readonly signal?: 'INT' | 'KILL';
};

/**
 * Ends the server when this process is gone, however it went (kill -9 included): a shell waits for the end of a pipe that
 * only we hold open, then asks the server to stop and removes what was disposable. Returns how to dismiss it.
 */
export function guard(serverPid: number, { removeDir = '', signal = 'INT' }: GuardOptions = {}): () => void {
  const script = 'cat >/dev/null; kill -"$2" "$0" 2>/dev/null; if [ -n "$1" ]; then sleep 2; rm -rf -- "$1"; fi';
  const guardian: ChildProcess = spawn('/bin/sh', ['-c', script, String(serverPid), removeDir, signal], {
    stdio: ['pipe', 'ignore', 'ignore'],
    // A session of its own: Ctrl-C in the terminal goes to the whole group of the foreground process.
    detached: true,
    cwd: '/',
  });
  guardian.once('error', () => undefined);
  guardian.unref();
  // The pipe alone must not keep this process alive.
  const pipe = guardian.stdin;
  if (pipe instanceof Socket) pipe.unref();
  return () => void guardian.kill('SIGKILL');
}
