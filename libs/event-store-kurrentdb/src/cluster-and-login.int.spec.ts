import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { NO_STREAM } from '@credit-ledger/event-sourcing';
import { collect, eventOf, newStream } from '@credit-ledger/event-sourcing/contract';
import { FakeKurrentDb, type FakeOptions } from '../test/fake-kurrentdb.js';
import { LOCALHOST } from '../test/localhost-certificate.js';
import { StoresAt } from '../test/stores-at.js';
import { ConnectionUrlError } from './connection-url.error.js';

const stores = new StoresAt();
const fakes: FakeKurrentDb[] = [];
async function start(options: FakeOptions = {}): Promise<FakeKurrentDb> {
  const fake = await FakeKurrentDb.start(options);
  fakes.push(fake);
  return fake;
}

afterEach(async () => {
  await stores.close();
  for (const fake of fakes.splice(0)) fake.close();
});

/** Appends and reads, which are two transports of the client. */
async function useOnce(url: string): Promise<void> {
  const store = stores.open(url);
  const stream = newStream();
  expect(await store.append(stream, NO_STREAM, [eventOf('message')])).toEqual({ outcome: 'appended', version: 1 });
  expect(await collect(store.readStream(stream))).toHaveLength(1);
}

describe('a cluster', () => {
  async function cluster(): Promise<{ leader: FakeKurrentDb; follower: FakeKurrentDb }> {
    const leader = await start();
    const follower = await start({ log: leader.log });
    FakeKurrentDb.cluster(leader, follower);
    return { leader, follower };
  }

  it('is written and read at its leader, by whichever node one comes in', async () => {
    const { leader, follower } = await cluster();
    await useOnce(follower.url());
    expect([...new Set(leader.calls)].toSorted()).toEqual(['append', 'read']);
  });

  it.each(['kurrentdb', 'esdb+discover'])('is found by asking any of its nodes who leads (%s)', async (scheme) => {
    const { leader, follower } = await cluster();
    const hosts = `127.0.0.1:${follower.port}${scheme === 'kurrentdb' ? `,127.0.0.1:${leader.port}` : ''}`;
    await useOnce(`${scheme}://${hosts}?tls=false`);
    expect(follower.calls).toEqual([]);
  });
});

describe('a server with TLS and a login', () => {
  async function secured(): Promise<{ port: number; ca: string; remove: () => Promise<void> }> {
    const { port } = await start({ certificate: LOCALHOST, login: 'ann:pass:w@rd/1%' });
    const directory = await mkdtemp(join(tmpdir(), 'kurrentdb-'));
    const ca = join(directory, 'ca.pem');
    await writeFile(ca, LOCALHOST.certificate);
    return { port, ca, remove: () => rm(directory, { recursive: true }) };
  }
  const PASSWORD = encodeURIComponent('pass:w@rd/1%');

  it('is believed by its certificate, and given a login with any characters', async () => {
    const { port, ca, remove } = await secured();
    await useOnce(`kurrentdb://ann:${PASSWORD}@127.0.0.1:${port}?tlsCAFile=${encodeURIComponent(ca)}`);
    await remove();
  });

  it('says that access was denied with a wrong password, and never the password', async () => {
    const { port, ca, remove } = await secured();
    const store = stores.open(`kurrentdb://ann:hunter2@127.0.0.1:${port}?tlsCAFile=${encodeURIComponent(ca)}`);
    for (const call of [store.append(newStream(), NO_STREAM, [eventOf('message')]), store.lastPosition()]) {
      await expect(call).rejects.toThrow(`127.0.0.1:${port} denied access`);
      await expect(call).rejects.not.toThrow('hunter2');
    }
    await remove();
  });

  it('is not believed without its certificate', async () => {
    const { port, remove } = await secured();
    const store = stores.open(`kurrentdb://ann:${PASSWORD}@127.0.0.1:${port}`);
    await expect(store.append(newStream(), NO_STREAM, [eventOf('message')])).rejects.toThrow(`127.0.0.1:${port}`);
    await expect(store.lastPosition()).rejects.toThrow(`127.0.0.1:${port}`);
    await remove();
  });

  it('names a certificate that is not there when the store is opened', () => {
    expect(() => stores.open('kurrentdb://ann:hunter2@one?tlsCAFile=/nowhere.pem')).toThrow(ConnectionUrlError);
  });
});
