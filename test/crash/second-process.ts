import type { ServiceName, ServiceProcess } from '@credit-ledger/standalone';
import type { CrashWorld } from './crash-world.js';

/**
 * Two processes of each service, requests to both in turn, for as long as the work takes. The second is started when the
 * first is up: until then that one has all partitions and the outbox.
 */
export async function withSecond(
  world: CrashWorld,
  services: readonly ServiceName[],
  work: (seconds: readonly ServiceProcess[]) => Promise<void>,
): Promise<void> {
  const seconds = await Promise.all(services.map((service) => world.startAnother(service)));
  try {
    for (const second of seconds) world.routeTo(second.service, [world.instance.process(second.service), second]);
    await work(seconds);
  } finally {
    for (const service of services) world.routeTo(service, []);
    await Promise.all(seconds.map((second) => second.stop()));
  }
}
