/** What a family counts in a window, under one aggregation. */
export interface WindowMeasure<S> {
  /** How many summaries feature values are averaged over. */
  readonly groups: number;
  /**
   * Counts the window where it stands now.
   *
   * @param stepped it stood one voxel before along x when it was counted last
   */
  readonly count: (stepped: boolean) => void;
  /** The summary of a group, for use before the next one is asked for; null without a count. */
  readonly summarise: (group: number) => S | null;
}
