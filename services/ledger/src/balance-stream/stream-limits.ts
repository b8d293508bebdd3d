import { DomainError, type ActorId } from '@credit-ledger/kernel';

/** How many streams may be open at once. */
export type StreamLimits = { readonly perProcess: number; readonly perCaller: number };

export const STREAM_LIMITS: StreamLimits = { perProcess: 2_000, perCaller: 20 };

/** Others have taken every stream of this process; another process, or a later moment, may have one. */
export class StreamsExhaustedError extends DomainError {
  readonly code = 'ledger.streams_exhausted';

  constructor(perProcess: number) {
    super(`no more than ${perProcess} streams may be open at once; ask again later`, { openMax: perProcess });
  }
}

/** The caller forgot to close what it does not listen to any more. */
export class TooManyStreamsError extends DomainError {
  readonly code = 'ledger.too_many_streams';

  constructor(perCaller: number) {
    super(`a caller may have ${perCaller} streams open; close one first`, { openMax: perCaller });
  }
}

/** Counts open streams. */
export class StreamCount {
  private readonly ofCallers = new Map<ActorId, number>();
  private open = 0;

  constructor(private readonly limits: StreamLimits) {}

  /** @throws StreamsExhaustedError | TooManyStreamsError */
  take(caller: ActorId): void {
    const ofCaller = this.ofCallers.get(caller) ?? 0;
    if (ofCaller >= this.limits.perCaller) throw new TooManyStreamsError(this.limits.perCaller);
    if (this.open >= this.limits.perProcess) throw new StreamsExhaustedError(this.limits.perProcess);
    this.ofCallers.set(caller, ofCaller + 1);
    this.open += 1;
  }

  giveBack(caller: ActorId): void {
    const left = (this.ofCallers.get(caller) ?? 0) - 1;
    if (left > 0) this.ofCallers.set(caller, left);
    else this.ofCallers.delete(caller);
    this.open -= 1;
  }
}
