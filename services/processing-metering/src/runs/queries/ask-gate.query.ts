import { subtractCredits, type Clock, type Credits, type OrganisationId, type RunId } from '@credit-ledger/kernel';
import { sessionOf } from '@credit-ledger/messaging';
import { CLOCK, PG_POOL } from '@credit-ledger/nest-platform';
import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type pg from 'pg';
import type { Rates } from '../../rate-card/domain/rate-card.js';
import { workCredits } from '../../rate-card/domain/work-credits.js';
import { findRates } from '../../rate-card/find-rates.js';
import { askGate, type GateAnswer, type GatedRun } from '../domain/gate.js';
import { findGatedRun } from './find-gated-run.js';

/** May the run's next photos be processed? Answered from local state alone, so also while the ledger is down. */
export class AskGate extends Query<GateAnswer> {
  constructor(
    readonly organisationId: OrganisationId,
    readonly runId: RunId,
    readonly photos: number,
  ) {
    super();
  }
}

@QueryHandler(AskGate)
export class AskGateHandler implements IQueryHandler<AskGate> {
  constructor(
    @Inject(PG_POOL) private readonly pool: pg.Pool,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @throws RunNotFoundError */
  async execute({ organisationId, runId, photos }: AskGate): Promise<GateAnswer> {
    const session = sessionOf(this.pool);
    const [{ run, available }, rates] = await Promise.all([
      findGatedRun(session, organisationId, runId),
      findRates(session, organisationId, this.clock.now()),
    ]);
    return askGate(run, { photos, costOf: costOfMore(run, rates), available });
  }
}

/** By the photos that cost something so far: those of a run that pays a share of its sum may fill up a credit first. */
function costOfMore({ usageType, settings, usage }: GatedRun, rates: Rates): (photos: number) => Credits {
  const upTo = (photos: number): Credits => workCredits(rates, { usageType, settings, photos });
  const soFar = upTo(usage.newPhotos);
  return (photos) => subtractCredits(upTo(usage.newPhotos + photos), soFar);
}
