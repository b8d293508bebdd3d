import { describe, expect, it } from '@jest/globals';
import { parseOrganisationId, parseRunId, silentLog } from '@credit-ledger/kernel';
import { frozenClock } from '@credit-ledger/testing';
import type { ManagerSession } from '../../database/manager-session.js';
import type { HoldId } from '../domain/hold.js';
import { RunNotFoundError } from '../domain/run.errors.js';
import { RunRepository } from '../run-repository.js';
import { FollowHold } from './follow-hold.command.js';
import { FollowHoldHandler } from './follow-hold.handler.js';

describe('a fact about a hold of a run that this database does not know', () => {
  it('is passed over, and a line of the log says what it belongs to', async () => {
    const organisationId = parseOrganisationId('acme');
    const runId = parseRunId('run-1');
    const lock = (): Promise<never> => Promise.reject(new RunNotFoundError(runId));
    const runs = Object.create(RunRepository.prototype, { lock: { value: lock } }) as RunRepository;
    const lines: object[] = [];
    const log = { ...silentLog, warn: (fields: object) => void lines.push(fields) };
    const fact = { type: 'RELEASED', holdId: 'hold-1' as HoldId } as const;
    const command = new FollowHold({} as ManagerSession, organisationId, runId, fact, 'upload-1');
    await new FollowHoldHandler(runs, frozenClock(), log).execute(command);
    expect(lines).toEqual([{ organisationId, runId, holdId: 'hold-1', correlationId: 'upload-1' }]);
  });
});
