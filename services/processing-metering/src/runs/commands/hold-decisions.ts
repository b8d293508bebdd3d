import type { OrganisationId, RunId } from '@credit-ledger/kernel';
import { Inject, Injectable } from '@nestjs/common';
import type { Run } from '../domain/run.js';
import { RunRepository } from '../run-repository.js';

/** Domain rule "Processing runs": starting a run over HTTP waits up to 3 s for the ledger. */
const HOLD_DECISION_TIMEOUT_MS = 3_000;
const POLL_MS = 100;

/**
 * Lets a request wait for the ledger's word on a hold. The fact may reach another process of this service, so the row is
 * asked again and again; a fact that reaches this process only makes it ask sooner.
 */
@Injectable()
export class HoldDecisions {
  private readonly waiting = new Set<() => void>();

  constructor(@Inject(RunRepository) private readonly runs: RunRepository) {}

  /** The run once its hold is decided, or as it stands when time is up: then its hold is still PENDING. */
  async wait(organisationId: OrganisationId, runId: RunId): Promise<Run> {
    const deadline = performance.now() + HOLD_DECISION_TIMEOUT_MS;
    for (;;) {
      const run = await this.runs.get(organisationId, runId);
      const leftMs = deadline - performance.now();
      if (run.hold.status !== 'PENDING' || leftMs <= 0) return run;
      await this.pause(Math.min(POLL_MS, leftMs));
    }
  }

  /** After facts about holds were committed. */
  wake(): void {
    this.waiting.forEach((resume) => resume());
  }

  private async pause(ms: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const resume = (): void => {
        clearTimeout(timer);
        this.waiting.delete(resume);
        resolve();
      };
      const timer = setTimeout(resume, ms);
      this.waiting.add(resume);
    });
  }
}
