import { silentLog } from '@credit-ledger/kernel';
import type { EventStoreHarness } from '@credit-ledger/event-sourcing/contract';
import { freshKurrentDbUrl } from '@credit-ledger/testing';
import { KurrentEventStore } from '../src/index.js';
import { AppendProxy } from './append-proxy.js';
import { FakeKurrentDb } from './fake-kurrentdb.js';

const ONE_NODE_WITHOUT_TLS =
  /^(?<scheme>[a-z]+:\/\/)(?<login>[^@/?]*@)?(?<host>[^/?,:@]+)(?::(?<port>\d+))?(?<parameters>\/?\?(?:.*&)?tls=false(?:&.*)?)$/i;

/** Stores at the KurrentDB of this test run, by way of a proxy that loses connections, or at a fake of one. */
export async function openKurrentDbHarness(): Promise<EventStoreHarness> {
  const real = freshKurrentDbUrl();
  const fake = real === undefined ? await FakeKurrentDb.start() : undefined;
  const url = real ?? fake?.url('tls=false&namespace=test') ?? '';
  const { scheme, login = '', host, port = '2113', parameters } = ONE_NODE_WITHOUT_TLS.exec(url)?.groups ?? {};
  if (host === undefined) {
    throw new Error(
      'the contract breaks connections within: it needs one node without TLS, kurrentdb://host:port?tls=false',
    );
  }
  const proxy = await AppendProxy.open(host, Number(port));
  const open = (at: string): KurrentEventStore =>
    new KurrentEventStore({ url: `${scheme}${login}${at}${parameters}`, streamPrefixes: [], log: silentLog });
  const [store, another] = [open(proxy.listensOn), open(`${host}:${port}`)];
  return {
    store,
    another,
    loseConnection: proxy.loseConnection,
    close: async () => {
      await Promise.all([store.close(), another.close()]);
      await proxy.close();
      fake?.close();
    },
  };
}
