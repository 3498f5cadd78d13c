/**
 * Times every filter and the memory it takes, one thread, image in memory.
 *
 *   npx tsx bench/filters.ts                128 × 128 × 128 and 256 × 256 × 100 voxels
 *   npx tsx bench/filters.ts gabor laws     filters whose identity holds one of the words
 *
 * The time is the best of three runs. The memory is the growth of the process at its peak in the
 * first of them, plus the image: bytes a voxel, image and response included.
 */
import { spawnSync } from "node:child_process";
import { parseArgs } from "node:util";
import { applyFilter } from "../src/filters/apply-filter.ts";
import { completeFilter, type FilterInput } from "../src/filters/filter-defaults.ts";
import { filterIdentity } from "../src/filters/filter-identity.ts";
import { identityDirection, type Vec3, type Volume } from "../src/volume/volume.ts";
import { seeded } from "./volumes.ts";

const { values: options, positionals: words } = parseArgs({
  options: { one: { type: "string" } },
  allowPositionals: true,
});

const filters: FilterInput[] = [
  { type: "mean", support: 5 },
  { type: "gaussian", sigma: 3 },
  { type: "laplacianOfGaussian", sigma: 3 },
  { type: "laplacianOfGaussian", sigma: 10 },
  { type: "laws", kernels: "E5L5S5" },
  { type: "laws", kernels: "E5L5S5", rotationInvariant: true, energy: { distance: 7 } },
  { type: "wavelet", wavelet: "db3", subBand: "LLH" },
  { type: "wavelet", wavelet: "db3", subBand: "LLH", rotationInvariant: true },
  { type: "wavelet", wavelet: "db3", subBand: "LLH", rotationInvariant: true, pooling: "max" },
  { type: "wavelet", wavelet: "coif1", subBand: "HHH", level: 2, rotationInvariant: true },
  { type: "gabor", sigma: 5, lambda: 2, gamma: 1.5, thetaStep: Math.PI / 4 },
  {
    type: "gabor",
    sigma: 5,
    lambda: 2,
    gamma: 1.5,
    thetaStep: Math.PI / 4,
    planes: "orthogonal",
  },
  { type: "simoncelli", level: 2 },
  { type: "shannon", level: 2 },
  { type: "riesz", of: { type: "laplacianOfGaussian", sigma: 3 }, order: [1, 0, 0] },
  { type: "riesz", of: { type: "simoncelli" }, order: [0, 2, 0] },
  { type: "square" },
  { type: "squareRoot" },
  { type: "logarithm" },
  { type: "exponential" },
  { type: "gradient" },
  { type: "localBinaryPattern" },
  { type: "localBinaryPattern", dimensions: 2 },
];

const sizes: Vec3[] = [
  [128, 128, 128],
  [256, 256, 100],
];

if (options.one === undefined) {
  console.table(
    sizes.flatMap((_, size) => filters.flatMap((_, filter) => inOwnProcess(size, filter))),
  );
} else {
  const [size, filter] = options.one.split(",").map(Number);
  console.log(JSON.stringify(measure(sizes[size], filters[filter])));
}

/** A row of the table, from a process of its own: the peak of its memory is that of one filter. */
function inOwnProcess(size: number, filter: number): object[] {
  const identity = filterIdentity(completeFilter(filters[filter]));
  if (words.length > 0 && !words.some((word) => identity.includes(word))) return [];
  const script = process.argv[1];
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [...process.execArgv, script, "--one", `${size},${filter}`],
    { encoding: "utf8" },
  );
  if (stdout === "") throw new Error(stderr);
  return [{ size: sizes[size].join(" × "), filter: identity.slice(0, 60), ...JSON.parse(stdout) }];
}

function measure(size: Vec3, input: FilterInput): object {
  const image = noise(size);
  const settings = completeFilter(input);
  const voxels = image.data.length;
  // compiled before, on a small image
  applyFilter(noise([32, 32, 32]), settings);
  const before = process.memoryUsage().rss;
  let ms = Number.POSITIVE_INFINITY;
  let bytes = 0;
  for (let n = 0; n < 3; n++) {
    const start = performance.now();
    applyFilter(image, settings);
    ms = Math.min(ms, performance.now() - start);
    // maxRSS is in KiB; later runs find what earlier ones have left
    if (n === 0) bytes = process.resourceUsage().maxRSS * 1024 - before;
  }
  return {
    ms: Math.round(ms),
    "ns/voxel": Math.round((ms * 1e6) / voxels),
    "bytes/voxel": Number((bytes / voxels + 8).toFixed(1)),
  };
}

function noise(size: Vec3): Volume<Float64Array> {
  const random = seeded(1);
  const data = new Float64Array(size[0] * size[1] * size[2]).map(() => 400 * random());
  return { data, size, spacing: [1, 1, 1], origin: [0, 0, 0], direction: identityDirection };
}
