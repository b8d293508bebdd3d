import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { PROJECT_DIR } from '@credit-ledger/standalone';

/**
 * Runs the first JavaScript of a README as somebody would who has installed the package and pasted it.
 * @returns what it wrote.
 * @throws Error when it failed.
 */
export async function runReadmeExample(readme: string, env: Readonly<Record<string, string>>): Promise<string> {
  const example = /```js\n([^]*?)```/.exec(await readFile(join(PROJECT_DIR, readme), 'utf8'))?.[1];
  if (example === undefined) throw new Error(`${readme} has no example`);
  const project = await mkdtemp(join(tmpdir(), 'readme-example-'));
  try {
    await symlink(join(PROJECT_DIR, 'node_modules'), join(project, 'node_modules'));
    const variables = Object.entries(env).map(([name, value]) => `${name}=${value}`);
    const arguments_ = [...variables, process.execPath, '--input-type=module', '--eval', example];
    const child = spawn('env', arguments_, { cwd: project, stdio: ['ignore', 'pipe', 'inherit'] });
    const exited = once(child, 'exit');
    const written = await text(child.stdout);
    const [code] = (await exited) as [number | null];
    if (code !== 0) throw new Error(`the example of ${readme} ended with ${code}`);
    return written;
  } finally {
    await rm(project, { recursive: true, force: true });
  }
}
