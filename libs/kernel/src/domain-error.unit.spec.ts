import { describe, expect, it } from '@jest/globals';
import { DomainError, InvalidValueError } from './domain-error.js';

class RunExistsError extends DomainError {
  readonly code = 'spec.run_exists';
}

describe('a refusal', () => {
  it('has a stable code, details, and the name of its class in logs', () => {
    const error = new RunExistsError('the run exists', { runId: 'run-1' });
    expect(error).toMatchObject({ code: 'spec.run_exists', details: { runId: 'run-1' }, name: 'RunExistsError' });
    expect(new RunExistsError('the run exists').details).toEqual({});
    expect(error).toBeInstanceOf(Error);
  });

  it('of a value names the field', () => {
    const error = new InvalidValueError('ce_time', 'is missing');
    expect(error).toMatchObject({
      code: 'request.invalid_value',
      field: 'ce_time',
      details: { field: 'ce_time' },
      message: 'ce_time is missing',
    });
  });
});
