import { randomBytes } from 'node:crypto';
import type { CrashWorld } from './crash-world.js';
import { Customer, photosNamed } from './customer.js';

/**
 * A little of everything that moves credits, for three organisations at once: one that buys before it processes, one whose
 * run outlasts its credits and is saved by a gift, and partly refunded, and one whose usage arrives before it registers. Photos are reported by
 * message and over HTTP, singly and in lists, and many of them again.
 */
export class MixedLoad {
  readonly customers: readonly Customer[];
  private readonly buyer: Customer;
  private readonly overrunner: Customer;
  private readonly latecomer: Customer;

  constructor(world: CrashWorld) {
    const name = `crash-${randomBytes(4).toString('hex')}`;
    this.buyer = new Customer(world, `${name}-buyer`);
    this.overrunner = new Customer(world, `${name}-overrunner`);
    this.latecomer = new Customer(world, `${name}-latecomer`);
    this.customers = [this.buyer, this.overrunner, this.latecomer];
  }

  /** Resolves when every request is answered and every message acknowledged. */
  async run(): Promise<void> {
    await Promise.all([this.buyAndProcess(), this.overrun(), this.reportBeforeRegistering()]);
  }

  private async buyAndProcess(): Promise<void> {
    const { buyer } = this;
    const photos = photosNamed('buyer', 0, 90);
    await buyer.register();
    await Promise.all([buyer.buy(1_000), buyer.startRun('run', 60)]);
    // Each part overlaps the one before: a photo that comes twice, and by both ways at the same time, costs once.
    await Promise.all([
      buyer.reportOverBus('run', photos.slice(0, 50)),
      buyer.reportOverHttp('run', photos.slice(30, 70), 4),
      ...photos.slice(60, 90).map((photo) => buyer.reportOverHttp('run', [photo])),
    ]);
    await Promise.all([buyer.buy(1_500), buyer.completeRun('run'), buyer.refund('run', 7), buyer.refund('run', 9)]);
    await buyer.reportOverBus('run', photos.slice(40, 60));
  }

  private async overrun(): Promise<void> {
    const { overrunner } = this;
    const photos = photosNamed('overrunner', 0, 240);
    await overrunner.register();
    await overrunner.startRun('long', 50);
    await overrunner.reportOverHttp('long', photos.slice(0, 30), 10);
    await overrunner.reportOverBus('long', photos.slice(20, 200));
    await Promise.all([overrunner.reportOverBus('long', photos.slice(180, 240)), overrunner.grant(100)]);
    await overrunner.refund('long', 11);
    await overrunner.completeRun('long');
  }

  private async reportBeforeRegistering(): Promise<void> {
    const { latecomer } = this;
    const photos = photosNamed('latecomer', 0, 30);
    await Promise.all([
      latecomer.reportOverBus('early', photos.slice(0, 20)),
      latecomer.reportOverHttp('early', photos.slice(10, 30), 10),
    ]);
    await latecomer.register();
    await latecomer.grant(7);
    // The last that happens to an account is a charge, which has no fact of its own.
    await latecomer.reportOverBus('early', photosNamed('latest', 0, 5));
  }
}
