type Portion = { readonly lotId: string; readonly credits: bigint };

export type Refund = {
  readonly refundId: string;
  readonly runId: string;
  readonly credits: bigint;
  /** Of what the run still owed. */
  readonly forgiven: bigint;
  readonly lots: readonly RefundLot[];
};
export type RefundLot = Portion & { readonly sourceLotId: string };

type Run = { readonly paid: Map<string, bigint>; owed: bigint };

/** Which lots paid for each run and what it owes, so that a refund gives back what was taken, and no more. */
export class RunPayments {
  private readonly runs = new Map<string, Run>();

  constructor(private readonly problems: string[]) {}

  pay(runId: string, portions: readonly Portion[]): void {
    const { paid } = this.of(runId);
    for (const { lotId, credits } of portions) paid.set(lotId, (paid.get(lotId) ?? 0n) + credits);
  }

  owe(runId: string, credits: bigint): void {
    this.of(runId).owed += credits;
  }

  /** A lot paid what the run owed. */
  repay(runId: string, portion: Portion): void {
    this.of(runId).owed -= portion.credits;
    this.pay(runId, [portion]);
  }

  refund({ refundId, runId, credits, forgiven, lots }: Refund): void {
    const run = this.of(runId);
    let returned = 0n;
    for (const { sourceLotId, credits: given } of lots) {
      returned += given;
      const left = (run.paid.get(sourceLotId) ?? 0n) - given;
      run.paid.set(sourceLotId, left);
      if (left < 0n) this.problems.push(`refund ${refundId} returns ${-left} more to lot ${sourceLotId} than it paid`);
    }
    run.owed -= forgiven;
    if (run.owed < 0n) this.problems.push(`refund ${refundId} forgives ${-run.owed} more than the run owes`);
    if (returned + forgiven !== credits) {
      this.problems.push(`refund ${refundId} of ${credits} credits returns ${returned} and forgives ${forgiven}`);
    }
  }

  private of(runId: string): Run {
    let run = this.runs.get(runId);
    if (run === undefined) this.runs.set(runId, (run = { paid: new Map<string, bigint>(), owed: 0n }));
    return run;
  }
}
