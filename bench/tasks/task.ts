import type { Floor, Memories } from "../floor.ts";
import type { Material } from "../workload.ts";

export type Group = "stage" | "family" | "filter" | "map" | "extraction";

/** Something that is timed. */
export interface Task {
  readonly id: string;
  readonly group: Group;
  /** What its time depends on, and so which workloads it is measured on. */
  readonly dependsOn: "shape" | "intensities" | "levels" | "image";
  /** Number of directions, or of neighbours of a voxel, by which the time is divided too; 1 for none. */
  readonly directions: number;
  /** The largest region that the task is measured on, in voxels. Default: regions of any size. */
  readonly largest?: number;
  /** How its time may grow with the number N of voxels. */
  readonly growth: "N" | "N log N";
  readonly floor: Floor;
  /** Does all that comes before the task and is not timed. */
  readonly prepare: (material: Material) => Ready;
}

/** A task that can be run. */
export interface Ready {
  readonly run: () => unknown;
  /** Voxels that times are divided by: those of the region, or of the image. */
  readonly voxels: number;
  /** Voxels of the box that memory is divided by. */
  readonly boxVoxels: number;
  /** N_g; null where levels do not matter. */
  readonly levels: number | null;
  readonly memories: Memories;
}
