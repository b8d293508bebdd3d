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
  readonly run: { readonly runId: string; readonly usage: ToldUsage };
  /** Orders that were paid. */
  readonly purchases: readonly { readonly paymentId: string; readonly credits: number }[];
  readonly channels: { readonly bus: ToldChannel; readonly http: ToldChannel };
  /** How often the run was seen PAUSED. */
  readonly pauses: number;
};

export type ToldMonth = { readonly month: string; readonly creditsUsed: number; readonly usageTransactions: number };

export type ToldTransaction = {
  readonly transactionId: string;
  readonly type: string;
  /** Negative for usage. */
  readonly credits: number;
};

/** Counters of the run: reports of photos, each of which was new, charged before, or free. */
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
