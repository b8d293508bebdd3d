import type { StreamId } from '@credit-ledger/event-sourcing';
import type { BrokenChain } from '../audit/verify-history.js';

/** The source's events are not what was once written: nothing of a broken account is copied, and nothing after it. */
export class SourceBrokenError extends Error {
  constructor({ streamId, version, position, reason }: BrokenChain) {
    super(
      `the source is broken at version ${version} of ${streamId} (position ${position}, ${reason}): it is not copied`,
    );
    this.name = 'SourceBrokenError';
  }
}

/** It would be compared with itself, and found equal, whatever was meant to be copied. */
export class SameStoreError extends Error {
  constructor() {
    super(
      'the source and the target are one and the same store, or one of them is a restored backup of the other: ' +
        'nothing was copied. A copy goes into another store',
    );
    this.name = 'SameStoreError';
  }
}

/** The target holds something that no copy of this source has. Nothing of it is ever changed. */
export class TargetUnfitError extends Error {
  constructor(problem: string) {
    super(`${problem}: copy into a store that is empty, or that a copy of this source was begun in`);
    this.name = 'TargetUnfitError';
  }
}

export const brokenTarget = ({ streamId, version, reason }: BrokenChain): TargetUnfitError =>
  new TargetUnfitError(`the target is broken at version ${version} of ${streamId} (${reason})`);

export const otherEvents = (stream: StreamId, version: number): TargetUnfitError =>
  new TargetUnfitError(`the target has other events than the source up to version ${version} of ${stream}`);

export const moreEvents = (stream: StreamId): TargetUnfitError =>
  new TargetUnfitError(`the target has events of ${stream} that the source does not have`);

/** Somebody else appends to the target: a ledger, or another copy. */
export class TargetInUseError extends Error {
  constructor(stream: StreamId, version: number) {
    super(
      `somebody else appended to ${stream} of the target after version ${version} while it was copied to: stop it, and copy again`,
    );
    this.name = 'TargetInUseError';
  }
}
