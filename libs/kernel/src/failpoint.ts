/**
 * Named places at which a crash test may kill the process or freeze it. Inert unless armed at boot: then one map look-up.
 * Armed by text such as `ledger.appended=kill@3,outbox.sent=stop`: at the third hit of the first and the first of the second.
 */
type Armed = { readonly action: 'kill' | 'stop'; hitsLeft: number };

const armed = new Map<string, Armed>();

/** @throws Error when the text is not a list of `name=kill|stop[@hit]`. */
export function armFailpoints(text: string): void {
  for (const entry of text.split(',').filter(Boolean)) {
    const match = /^([a-z0-9.-]+)=(kill|stop)(?:@([1-9]\d*))?$/.exec(entry);
    if (!match) throw new Error(`"${entry}" is not a failpoint: expected name=kill|stop[@hit]`);
    armed.set(match[1] as string, { action: match[2] as Armed['action'], hitsLeft: Number(match[3] ?? 1) });
  }
}

/** Marks the place. `kill` sends SIGKILL, `stop` SIGSTOP (whoever armed it sends SIGCONT). */
export function failpoint(name: string): void {
  const point = armed.get(name);
  if (point === undefined || --point.hitsLeft > 0) return;
  armed.delete(name);
  process.kill(process.pid, point.action === 'kill' ? 'SIGKILL' : 'SIGSTOP');
}
