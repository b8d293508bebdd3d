import { once } from 'node:events';
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@credit-ledger/testing';

type Running = { child: ChildProcess; output: () => string; exited: Promise<unknown>; url: () => Promise<string> };

let directory: string;
let valid: Record<string, string>;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'credit-ledger-run-service-'));
  await writeFile(join(directory, 'keys.json'), '{"keys":[]}');
  valid = {
    PORT: '0',
    DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none',
    MESSAGING_URL: 'postgres://nobody@127.0.0.1:1/none',
    JWT_PUBLIC_KEYS: join(directory, 'keys.json'),
  };
});
afterAll(() => rm(directory, { recursive: true, force: true }));

function run(env: Record<string, string>, args: readonly string[] = []): Running {
  const script = fileURLToPath(new URL('./running-service.mjs', import.meta.url));
  const child = spawn(process.execPath, [script, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const exited = new Promise((resolve) => child.once('close', (code, signal) => resolve({ code, signal })));
  const url = () => eventually(() => /"url":"([^"]+)"/.exec(output)?.[1] ?? false);
  return { child, output: () => output, exited, url };
}

describe('a service as a process', () => {
  it('checks its configuration and ends, with --validate', async () => {
    const service = run(valid, ['--validate']);
    expect(await service.exited).toEqual({ code: 0, signal: null });
    expect(service.output()).toContain('the configuration is valid');
  });

  it('prints its OpenAPI document and ends, with --openapi, connecting to nothing', async () => {
    const service = run(valid, ['--openapi']);
    expect(await service.exited).toEqual({ code: 0, signal: null });
    const { info, paths } = JSON.parse(service.output()) as { info: { title: string }; paths: Record<string, object> };
    expect(info.title).toBe('Credit Ledger: running');
    expect(Object.keys(paths)).toEqual(expect.arrayContaining(['/slow', '/health/ready', '/metrics']));
  });

  it('names every bad variable and does not start', async () => {
    const service = run({ ...valid, PORT: 'x', MESSAGING_URL: 'nowhere' });
    expect(await service.exited).toEqual({ code: 1, signal: null });
    expect(service.output()).toMatch(/PORT[\s\S]*MESSAGING_URL/);
    expect(service.output()).not.toContain('    at ');
  });

  it('answers the request in hand on SIGTERM, closes its pools afterwards and ends with 0', async () => {
    const service = run(valid);
    const answer = fetch(`${await service.url()}/slow`).then((response) => response.json());
    await eventually(() => service.output().includes('request in hand'));
    service.child.kill('SIGTERM');
    expect(await answer).toEqual({ answered: true });
    expect(await service.exited).toEqual({ code: 0, signal: null });
    expect(service.output()).toMatch(/stopping[\s\S]*pools closed[\s\S]*stopped/);
  });

  it('answers what still arrives on a connection that has a request in hand', async () => {
    const service = run(valid);
    const { hostname, port } = new URL(await service.url());
    const socket = connect(Number(port), hostname);
    let received = '';
    socket.on('data', (chunk) => (received += chunk.toString()));
    const closed = new Promise((resolve) => socket.once('close', resolve));
    const request = 'GET /slow HTTP/1.1\r\nHost: running\r\n\r\n';
    socket.write(request);
    await eventually(() => service.output().includes('request in hand'));
    service.child.kill('SIGTERM');
    // From here on the server takes no new connection.
    await eventually(() =>
      fetch(`http://${hostname}:${port}/health/live`).then(
        () => false,
        () => true,
      ),
    );
    socket.write(request);
    await closed;
    expect(received.match(/HTTP\/1.1 \d+/g)).toEqual(['HTTP/1.1 200', 'HTTP/1.1 200']);
    expect(await service.exited).toEqual({ code: 0, signal: null });
  });

  it('does not wait for a connection on which nothing was ever asked', async () => {
    const service = run(valid);
    const { hostname, port } = new URL(await service.url());
    const socket = connect(Number(port), hostname);
    await once(socket, 'connect');
    // Answered behind it: the server has taken the silent one by then.
    await fetch(`http://${hostname}:${port}/health/live`);
    service.child.kill('SIGTERM');
    expect(await service.exited).toEqual({ code: 0, signal: null });
    socket.destroy();
  });

  it('goes on answering for a while, not ready, so that whatever routes to it can notice', async () => {
    const service = run({ ...valid, SHUTDOWN_DRAIN_MS: '2000' });
    const url = await service.url();
    expect((await fetch(`${url}/health/ready`)).status).toBe(200);
    service.child.kill('SIGTERM');
    await eventually(async () => {
      const answer = await fetch(`${url}/health/ready`);
      expect([answer.status, await answer.json()]).toMatchObject([503, { code: 'service.not_ready' }]);
    });
    expect((await fetch(`${url}/health/live`)).status).toBe(200);
    expect(await service.exited).toEqual({ code: 0, signal: null });
  });

  it('does not wait for ever: the deadline ends it, with an error', async () => {
    const service = run({ ...valid, SHUTDOWN_TIMEOUT_MS: '300' }, ['--stuck']);
    await service.url();
    service.child.kill('SIGTERM');
    expect(await service.exited).toEqual({ code: 1, signal: null });
    expect(service.output()).toContain('did not stop in time');
  });

  it('ends at once on a second signal', async () => {
    const service = run(valid, ['--stuck']);
    await service.url();
    service.child.kill('SIGTERM');
    await eventually(() => service.output().includes('"stopping"'));
    service.child.kill('SIGINT');
    expect(await service.exited).toEqual({ code: 1, signal: null });
  });

  it('ends when an error was caught by nobody, and says so', async () => {
    const service = run(valid);
    await fetch(`${await service.url()}/break`).catch(() => undefined);
    expect(await service.exited).toEqual({ code: 1, signal: null });
    expect(service.output()).toContain('nobody caught this error');
  });
});
