import type { Vec3 } from "../volume/volume.ts";

/** A value at some voxels of a grid. */
export interface SparseField {
  readonly size: Vec3;
  /** mm */
  readonly spacing: Vec3;
  /** Position of every voxel in the grid, x running fastest. */
  readonly indices: Int32Array;
  readonly values: Float64Array;
}

/** Sums over all ordered pairs of different voxels k, m, with w = 1 / distance in mm. */
export interface PairSums {
  /** Σ w */
  readonly weights: number;
  /** Σ w d_k d_m */
  readonly products: number;
  /** Σ w d_k² */
  readonly squares: number;
}
