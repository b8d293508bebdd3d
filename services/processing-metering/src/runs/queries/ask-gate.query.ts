import { subtractCredits, type Clock, type Credits, type OrganisationId, type RunId } from '@credit-ledger/kernel';
import { sessionOf } from '@credit-ledger/messaging';
import { CLOCK, PG_POOL } from '@credit-ledger/nest-platform';
import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type pg from 'pg';
import { findFunds } from '../../balances/local-balances.js';
import type { Rates } from '../../rate-card/domain/rate-card.js';
import { workCredits } from '../../rate-card/domain/work-credits.js';
import { findRates } from '../../rate-card/find-rates.js';
import { askGate, type GateAnswer } from '../domain/gate.js';
import type { Run } from '../domain/run.js';
import { RunRepository } from '../run-repository.js';

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
    @Inject(RunRepository) private readonly runs: RunRepository,
    @Inject(PG_POOL) private readonly pool: pg.Pool,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @throws RunNotFoundError */
  async execute({ organisationId, runId, photos }: AskGate): Promise<GateAnswer> {
    const session = sessionOf(this.pool);
    const [run, rates, { available }] = await Promise.all([
      this.runs.get(organisationId, runId),
      findRates(session, organisationId, this.clock.now()),
      findFunds(session, organisationId),
    ]);
    return askGate(run, { photos, costOf: costOfMore(run, rates), available });
  }
}

/** By the photos that cost something so far: those of a run that pays a share of its sum may fill up a credit first. */
function costOfMore({ usageType, settings, usage }: Run, rates: Rates): (photos: number) => Credits {
  const upTo = (photos: number): Credits => workCredits(rates, { usageType, settings, photos });
  const soFar = upTo(usage.newPhotos);
  return (photos) => subtractCredits(upTo(usage.newPhotos + photos), soFar);
}
