/** A region that a file offers: a label of a label map, a segment, or a contoured structure. */
export interface FileRegion {
  /** The label of its voxels, its segment number or its ROI number. */
  readonly number: number;
  /** null in a label map, whose regions have no names. */
  readonly name: string | null;
}
