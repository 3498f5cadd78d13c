import { directions, flatOffsets } from "../src/matrices/neighbourhood.ts";
import type { Vec3 } from "../src/volume/volume.ts";
import type { Memories, Memory, Neighbours, Reads } from "./floor.ts";

/** A loop that reads and adds, so that no read can be left out. */
export type ReadLoop = () => number;

/**
 * For each of the reads, loops that make it in several ways; the fastest of them is the floor. The code of
 * the loops is generated: steps are constants in it, a turn holds any number of reads, and each loop gets
 * arrays of one type only.
 */
export function readLoops(reads: readonly Reads[], memories: Memories): ReadLoop[][] {
  return reads.map((read) => {
    const memory = memories[read.of]?.();
    if (memory === undefined) throw new Error(`a floor reads "${read.of}", which its task lacks`);
    const times = (read.times ?? 1) * (memory.repeats ?? 1);
    return read.neighbours === undefined
      ? passLoops(memory, times)
      : neighbourLoops(memory, read.neighbours, times);
  });
}

/**
 * Reads an array from first to last, `times` times, in 1, 4, 8 or 16 sums that need not wait for each
 * other.
 */
function passLoops({ data }: Memory, times: number): ReadLoop[] {
  return [1, 4, 8, 16].map((sums) => {
    const names = Array.from({ length: sums }, (_, k) => `s${k}`);
    const loop = compile<(data: ArrayLike<number>, times: number) => number>(
      "data, times",
      `let ${names.map((s) => `${s} = 0`).join(", ")};
      const whole = data.length - (data.length % ${sums});
      for (let n = 0; n < times; n++) {
        for (let v = 0; v < whole; v += ${sums}) {
          ${names.map((s, k) => add(data, s, `data[v + ${k}]`)).join("\n")}
        }
        for (let v = whole; v < data.length; v++) ${add(data, "s0", "data[v]")}
      }
      return ${names.join(" + ")};`,
    );
    return () => loop(data, times);
  });
}

/** Reads voxels and their neighbours, all in one turn of the loop, in 1, 2 or 4 sums. */
function neighbourLoops(
  { data, size, voxels }: Memory,
  neighbours: Neighbours,
  times: number,
): ReadLoop[] {
  if (size === undefined || voxels === undefined) throw new Error("no voxels with neighbours");
  const offsets = [0, ...neighbourSteps(neighbours, size)];
  return [1, 2, 4].map((sums) => {
    const names = Array.from({ length: sums }, (_, k) => `s${k}`);
    const loop = compile<(data: ArrayLike<number>, voxels: Int32Array, times: number) => number>(
      "data, voxels, times",
      `let ${names.map((s) => `${s} = 0`).join(", ")};
      for (let n = 0; n < times; n++) {
        for (let k = 0; k < voxels.length; k++) {
          const v = voxels[k];
          ${offsets.map((step, k) => add(data, names[k % sums], `data[v + ${step}]`)).join("\n")}
        }
      }
      return ${names.join(" + ")};`,
    );
    return () => loop(data, voxels, times);
  });
}

/** What to add to a voxel's index: half of the neighbours in space, all of them, or those in the slice. */
function neighbourSteps(neighbours: Neighbours, size: Vec3): number[] {
  const half = [...flatOffsets(directions(neighbours === 8 ? 2 : 3), size)];
  return neighbours === 13 ? half : [...half, ...half.map((step) => -step)];
}

/** A statement that adds a value to a sum; sums of integers stay integers. */
function add(data: ArrayLike<number>, sum: string, value: string): string {
  return data instanceof Float64Array ? `${sum} += ${value};` : `${sum} = (${sum} + ${value}) | 0;`;
}

function compile<F>(parameters: string, body: string): F {
  return new Function(parameters, body) as F;
}
