/**
 * Times every stage and family of an extraction, one thread, image in memory.
 *
 *   npm run bench                      all cases
 *   npm run bench -- smooth ct         cases whose name holds one of the words
 *   npm run bench -- --json out.json   also as JSON
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { resourceUsage } from "node:process";
import { parseArgs } from "node:util";
import { Bench } from "tinybench";
import { diagnose } from "../src/diagnose.ts";
import type { FamilyId } from "../src/features/feature.ts";
import { read } from "../src/io.ts";
import { measures } from "../src/measure.ts";
import { prepareRegion } from "../src/processing/prepare-region.ts";
import { resolveSettings } from "../src/settings/resolve.ts";
import type { SettingsInput } from "../src/settings/settings.ts";
import { subjectOf } from "../src/subject.ts";
import { countVoxels, toMask } from "../src/volume/mask.ts";
import { type Case, ellipsoid } from "./volumes.ts";

const { values: options, positionals: words } = parseArgs({
  options: { json: { type: "string" } },
  allowPositionals: true,
});

interface Timing {
  readonly case: string;
  readonly stage: string;
  readonly voxels: number;
  /** Fastest and median run, in ms. */
  readonly min: number;
  readonly median: number;
}

const timings: Timing[] = [];
for (const [one, input] of await cases()) {
  if (words.length > 0 && !words.some((word) => one.name.includes(word))) continue;
  timings.push(...(await time(one, input)));
}
console.table(
  timings.map(({ min, median, voxels, ...row }) => ({
    ...row,
    voxels,
    "min ms": Number(min.toFixed(2)),
    "median ms": Number(median.toFixed(2)),
    "ns/voxel": Number(((min * 1e6) / voxels).toFixed(1)),
  })),
);
const peak = Math.round(resourceUsage().maxRSS / 1024);
console.log(`peak memory of the process: ${peak} MiB`);
if (options.json) {
  const machine = { node: process.version, cpu: cpus()[0].model, cores: cpus().length };
  writeFileSync(options.json, `${JSON.stringify({ machine, peak, timings }, null, 2)}\n`);
}

async function cases(): Promise<[Case, SettingsInput][]> {
  const ct: SettingsInput = { discretise: { method: "fixedBinSize", width: 25 } };
  const list: [Case, SettingsInput][] = [
    [ellipsoid("smooth", [25, 20, 16]), ct],
    [ellipsoid("smooth", [100, 100, 70]), ct],
    [ellipsoid("noise", [100, 100, 70]), ct],
    [ellipsoid("flat", [100, 100, 70]), ct],
    [
      { ...ellipsoid("noise", [124, 124, 124]), name: "million: a ball of noise, 64 levels" },
      { discretise: { method: "fixedBinNumber", bins: 64 } },
    ],
  ];
  const phantom = [process.env.VOXOMICS_IBSI_DATA, "../shared/ibsi/data", "ibsi-phantoms/data"]
    .filter((folder) => folder !== undefined)
    .map((folder) => join(folder, "ibsi_1_ct_radiomics_phantom/nifti"))
    .find(existsSync);
  if (phantom === undefined) {
    console.warn("no CT phantom here (VOXOMICS_IBSI_DATA): only synthetic volumes are timed");
    return list;
  }
  const [image, mask] = await Promise.all(
    ["image/phantom.nii.gz", "mask/mask.nii.gz"].map((file) =>
      read(readFileSync(join(phantom, file))),
    ),
  );
  const oneMillimetre = { spacing: [1, 1, 1], roundIntensities: true } as const;
  return [
    ...list,
    [{ name: "ct phantom, native", image, mask }, ct],
    [
      { name: "ct phantom, 1 mm", image, mask },
      { ...ct, resample: oneMillimetre },
    ],
  ];
}

async function time({ name, image, mask }: Case, input: SettingsInput): Promise<Timing[]> {
  const settings = resolveSettings({ ...input, aggregations: ["3D:avg", "3D:mrg"] });
  const binary = toMask(mask);
  const region = prepareRegion(image, binary, settings, 0);
  const voxels = countVoxels(region.morphologicalMask);
  const bench = new Bench({ time: 300, iterations: 5, warmupTime: 200, warmupIterations: 3 });
  const subject = () => subjectOf(region, settings, () => diagnose(image, binary, settings));
  let sink = 0; // keeps results alive

  bench.add("prepare region", () => {
    sink += prepareRegion(image, binary, settings, 0).image.data.length;
  });
  bench.add("discretise, texture grid", () => {
    sink += subject().grid().voxels.length;
  });
  const ready = subject();
  ready.grid();
  ready.intensities();
  for (const family of settings.families) {
    const measure = measures[family];
    bench.add(family, () => {
      // everything but the grid anew, as in an extraction of this family only
      const anew = {
        ...subject(),
        grid: ready.grid,
        levels: ready.levels,
        intensities: ready.intensities,
      };
      sink += measure(anew, settings, "original").length;
    });
  }
  await bench.run();
  if (sink === 0) throw new Error("nothing was measured");
  return bench.tasks.map(({ name: stage, result }) => {
    if (result.state !== "completed") throw new Error(`${name}, ${stage}: ${result.state}`);
    const { min, p50 } = result.latency;
    return { case: name, stage: stage as FamilyId, voxels, min, median: p50 };
  });
}
