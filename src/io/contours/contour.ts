/** A closed planar polygon in the patient; its last point is joined to its first. */
export interface Contour {
  /** x, y and z of each point in turn, LPS, mm. At least three points. */
  readonly points: Float64Array;
}
