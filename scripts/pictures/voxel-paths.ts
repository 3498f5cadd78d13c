import type { Volume } from "../../src/index.ts";

/** The voxels of the first slice of a mask, as the data of an SVG path to be filled: a rectangle for each run of a row. */
export function filledPath({ data, size: [nx, ny] }: Volume): string {
  const runs = Array.from({ length: ny }, (_, y) =>
    runsOf(nx, (x) => data[x + nx * y] !== 0).map(
      ([x, length]) => `M${x} ${y}h${length}v1h${-length}z`,
    ),
  );
  return runs.flat().join("");
}

/** The outline of the first slice of a mask, as the data of an SVG path: lines along the sides that voxels have to what is outside. */
export function outlinePath({ data, size: [nx, ny] }: Volume): string {
  const inside = (x: number, y: number) =>
    x >= 0 && y >= 0 && x < nx && y < ny && data[x + nx * y] !== 0;
  const across = Array.from({ length: ny + 1 }, (_, y) =>
    runsOf(nx, (x) => inside(x, y - 1) !== inside(x, y)).map(([x, n]) => `M${x} ${y}h${n}`),
  );
  const down = Array.from({ length: nx + 1 }, (_, x) =>
    runsOf(ny, (y) => inside(x - 1, y) !== inside(x, y)).map(([y, n]) => `M${x} ${y}v${n}`),
  );
  return [...across, ...down].flat().join("");
}

/** The first index and the length of each run of indices below `length` that are in. */
function runsOf(length: number, isIn: (n: number) => boolean): readonly [number, number][] {
  const runs: [number, number][] = [];
  for (let n = 0; n < length; n++) {
    if (!isIn(n)) continue;
    if (n > 0 && isIn(n - 1)) runs[runs.length - 1][1]++;
    else runs.push([n, 1]);
  }
  return runs;
}
