import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { armFailpoints, failpoint } from './failpoint.js';

// Points stay armed until they are hit: every spec uses names of its own.
describe('a failpoint', () => {
  let kill: jest.SpiedFunction<typeof process.kill>;
  beforeEach(() => {
    kill = jest.spyOn(process, 'kill').mockReturnValue(true);
  });
  afterEach(() => kill.mockRestore());

  it('does nothing unless it is armed', () => {
    armFailpoints('');
    armFailpoints('spec.other=kill');
    failpoint('spec.unarmed');
    expect(kill).not.toHaveBeenCalled();
  });

  it('kills the process at its first hit', () => {
    armFailpoints('spec.appended=kill');
    failpoint('spec.appended');
    expect(kill.mock.calls).toEqual([[process.pid, 'SIGKILL']]);
  });

  it('stops the process once at the hit that was asked for, and lets it go on afterwards', () => {
    armFailpoints('spec.one=stop@3,spec.two=kill@2');
    for (let hit = 1; hit <= 2; hit++) failpoint('spec.one');
    failpoint('spec.two');
    expect(kill).not.toHaveBeenCalled();
    for (let hit = 3; hit <= 5; hit++) failpoint('spec.one');
    expect(kill.mock.calls).toEqual([[process.pid, 'SIGSTOP']]);
  });

  it.each([
    'spec',
    'spec=',
    'spec=explode',
    'spec=kill@0',
    'spec=kill@-1',
    'spec=kill@1.5',
    'Spec=kill',
    'spec=kill;rm -rf',
    ' spec=kill',
    'spec.ok=kill,spec',
  ])('is not armed by %j', (text) => {
    expect(() => armFailpoints(text)).toThrow('expected name=kill|stop[@hit]');
  });
});
