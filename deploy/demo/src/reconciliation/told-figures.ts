/** What the system told the demo about one organisation, over its APIs and in its answers: every figure is to be checked. */
export type ToldFigures = {
  readonly balance: {
    readonly balance: number;
    readonly held: number;
    readonly available: number;
    readonly version: number;
  };
  readonly months: readonly ToldMonth[];
  readonly transactions: readonly ToldTransaction[];
  /** The race. */
  readonly run: ToldRun;
  readonly otherRuns: readonly ToldRun[];
  /** Orders that were paid. */
  readonly purchases: readonly { readonly paymentId: string; readonly credits: number }[];
  readonly refusals: readonly ToldRefusal[];
  readonly refunds: readonly ToldRefund[];
  readonly channels: { readonly bus: ToldChannel; readonly http: ToldChannel };
  /** How often the run was seen PAUSED. */
  readonly pauses: number;
};

/** A run that needed all of its credits and found fewer. */
export type ToldRefusal = {
  readonly runId: string;
  readonly state: string;
  readonly needed: number;
  readonly available: number;
  readonly recommendedTopUp: number;
};

/** What was answered to whoever gave credits of a run back. */
export type ToldRefund = {
  readonly refundId: string;
  readonly runId: string;
  readonly credits: number;
  readonly forgiven: number;
  readonly lots: readonly { readonly lotId: string; readonly sourceLotId: string; readonly credits: number }[];
};

export type ToldMonth = { readonly month: string; readonly creditsUsed: number; readonly usageTransactions: number };

export type ToldTransaction = {
  readonly transactionId: string;
  readonly type: string;
  /** Negative for usage and adjustments. */
  readonly credits: number;
};

export type ToldRun = { readonly runId: string; readonly usage: ToldUsage };

/** Counters of a run: reports of photos, each of which was new, charged before, or free. */
export type ToldUsage = {
  readonly reportedPhotos: number;
  readonly newPhotos: number;
  readonly alreadyChargedPhotos: number;
  readonly freePhotos: number;
  readonly credits: number;
};

/** Photos handed over on one way in, and what became of them. */
export type ToldChannel = {
  readonly published: number;
  readonly accepted: number;
  readonly newPhotos: number;
  readonly alreadyCharged: number;
};
