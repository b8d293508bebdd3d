import { Injectable } from '@nestjs/common';

/** Resolves while the part works; rejects with the reason when it does not. Has to answer within a second or two. */
export type HealthCheckFunction = () => void | Promise<void>;

/**
 * Where the parts of a service report to. *Ready*: requests can be served now (database, broker). *Live*: restarting the
 * process would not help; a consumer that stopped for good makes a process not live.
 */
@Injectable()
export class HealthRegistry {
  readonly readiness = new Map<string, HealthCheckFunction>();
  readonly liveness = new Map<string, HealthCheckFunction>();
  private stopping = false;

  addReadiness(name: string, check: HealthCheckFunction): void {
    this.readiness.set(name, check);
  }

  addLiveness(name: string, check: HealthCheckFunction): void {
    this.liveness.set(name, check);
  }

  /** From now on not ready, so that nothing is routed here any more. */
  startStopping(): void {
    this.stopping = true;
  }

  get isStopping(): boolean {
    return this.stopping;
  }
}
