import { inWorkspace } from "../base/workspace.ts";
import type { Axis } from "../volume/vec3.ts";
import type { Vec3 } from "../volume/volume.ts";
import { narrowBlocks, wideBlocks } from "./axis-blocks.ts";
import type { BlockFilter } from "./block-filter.ts";
import { type Boundary, extendAxis } from "./boundary.ts";
import { fewestLines, planBlockFilter } from "./convolve.ts";
import type { Cascade, Kernel } from "./kernel.ts";
import { type Combine, combineLines, extendLines, loadLines } from "./line-block.ts";

/** 2: slice by slice in x and y; 3: in x, y and z. */
export type Dimensions = 2 | 3;

/** Number of values in a block of lines that are Fourier transformed. */
const blockValues = 16384;

/** What becomes of the lines of a volume along an axis. */
export interface AxisResponse {
  readonly cascade: Cascade;
  /** Receives the response. */
  readonly target: Float64Array;
  readonly combine: Combine;
}

/** Filters a volume along one axis by a cascade of kernels. `source` and `target` may be the same. */
export function filterAxis(
  source: Float64Array,
  target: Float64Array,
  size: Vec3,
  axis: Axis,
  cascade: Cascade,
  boundary: Boundary,
  combine: Combine = "set",
): void {
  filterAxisInto(source, size, axis, [{ cascade, target, combine }], boundary);
}

/**
 * Filters a volume along one axis by several cascades, which share the copies of its lines. Only the
 * target of the last one may be the source.
 *
 * The volume is read and written in blocks of neighbouring lines, along x line by line. So every
 * inner loop has unit stride, and little memory is needed besides the volumes.
 */
export function filterAxisInto(
  source: Float64Array,
  size: Vec3,
  axis: Axis,
  responses: readonly AxisResponse[],
  boundary: Boundary,
): void {
  const count = size[axis];
  const kernels = responses.flatMap(({ cascade }) => cascade);
  const fewest = Math.max(...kernels.map(fewestLines));
  const blocks =
    fewest > 1 ? wideBlocks(size, axis, fewest, blockValues) : narrowBlocks(size, axis);
  const { lines, lineStride, valueStride } = blocks;
  const plans = responses.map(({ cascade, target, combine }) => ({
    stages: cascade.map((kernel) => planStage(kernel, count, boundary)),
    target,
    combine,
  }));
  const reach = Math.max(...kernels.map((kernel) => kernel.reach));
  const slack = Math.max(
    ...plans.flatMap(({ stages }) => stages.map(({ filterOf }) => filterOf(lines).slack)),
  );
  inWorkspace(({ floats }) => {
    const extended = floats((count + 2 * reach) * lines + slack);
    const block = floats(count * lines + slack);
    blocks.forEach((start, width) => {
      let loaded = -1; // the reach with which lines of the source are in `extended`
      for (const { stages, target, combine } of plans) {
        const [{ reach, map }] = stages;
        if (loaded !== reach) {
          loadLines(source, start, lineStride, valueStride, map, reach, width, extended);
        }
        loaded = stages.length === 1 ? reach : -1;
        const last = stages.length - 1;
        for (let stage = 0; stage < last; stage++) {
          stages[stage].filterOf(width).run(extended, count * width, block);
          extendLines(block, 0, 1, width, stages[stage + 1].map, width, extended);
        }
        stages[last].filterOf(width).run(extended, count * width, block);
        combineLines(block, target, start, lineStride, valueStride, width, count, combine);
      }
    });
  });
}

/** One kernel of a cascade on lines of a certain length. */
interface Stage {
  readonly reach: number;
  /** Index in the line of each value of the extended line; -1 for 0. */
  readonly map: Int32Array;
  /** The filter for blocks of so many lines. */
  filterOf(width: number): BlockFilter;
}

function planStage(kernel: Kernel, count: number, boundary: Boundary): Stage {
  const { reach } = kernel;
  const filters = new Map<number, BlockFilter>();
  return {
    reach,
    map: extendAxis(count, reach, reach, boundary),
    filterOf(width) {
      let filter = filters.get(width);
      if (filter === undefined) {
        filter = planBlockFilter(kernel, count, width);
        filters.set(width, filter);
      }
      return filter;
    },
  };
}
