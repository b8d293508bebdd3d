/** One photo of a runner: taken when a mat read the bib. */
export type RacePhoto = {
  /** `<bib>-<checkpoint>`, such as `1234-10km`: unique within the race. */
  readonly photoId: string;
  /** Whole seconds from the runner's own start, the only times the source has. */
  readonly takenAtSecond: number;
};
