import { readFile as readText } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { extract } from "../../src/extraction/extract.ts";
import { applyFilter } from "../../src/filters/apply-filter.ts";
import { readFile } from "../../src/node/read-file.ts";
import { normalise } from "../../src/processing/normalise.ts";
import { fill, maskOf, noise, unitGrid } from "../processing/arbitrary-volumes.ts";
import { voxomics, workspace } from "./workspace.ts";

const grid = unitGrid([14, 12, 6], [1, 1, 2]);
const space = await workspace();
const image = await space.volume("t1.nii.gz", noise(grid, 3));
const mask = await space.volume(
  "lesion.nii.gz",
  maskOf(grid, (x, y, z) => x > 2 && x < 6 && y > 2 && y < 6 && z > 1 && z < 4),
);
const white = await space.volume(
  "white.nii.gz",
  maskOf(grid, (x) => x > 7),
);
const tissues = await space.volume("tissues.nii.gz", {
  ...grid,
  data: Uint8Array.from(fill(grid, (x) => (x > 7 ? 2 : 1)).data),
});
const other = await space.volume(
  "other.nii.gz",
  maskOf(unitGrid([10, 10, 6]), () => true),
);
const asked = { method: "whiteStripe", width: 0.2 } as const;
const settings = await space.file(
  "stripe.json",
  JSON.stringify({ normalise: asked, families: ["statistics"] }),
);
const filters = await space.file(
  "filters.json",
  JSON.stringify({ normalise: asked, filters: [{ type: "square" }] }),
);
const normalised = normalise(await readFile(image), asked, null, await readFile(white));

describe("--white-matter", () => {
  it("is the mask of the white stripe, as a file or a region of one", async () => {
    const expected = extract(normalised, await readFile(mask), { families: ["statistics"] });
    for (const flags of [[white], [tissues, "--white-matter-region", "2"]]) {
      const out = space.path("report.json");
      const argv = [image, mask, "--settings", settings, "--white-matter", ...flags, "--out", out];
      const { status, err } = await voxomics("extract", ...argv);
      expect([status, err.includes("normalised by whiteStripe")], err).toEqual([0, true]);
      const report = JSON.parse(await readText(out, "utf8"));
      expect(report.features).toEqual(expected.features);
      expect(report.whiteMatter.name).toBe(flags[0]);
    }
  });

  it("is that of maps, and of filters, which need no region", async () => {
    const out = space.path("maps");
    const argv = [image, mask, "--settings", settings, "--features", "stat_mean", "--out", out];
    expect((await voxomics("map", ...argv, "--white-matter", white)).status).toBe(0);
    const file = space.path("response.nii");
    const filtering = ["filter", image, "--settings", filters, "--out", file];
    expect((await voxomics(...filtering, "--white-matter", white)).status).toBe(0);
    const { data } = await readFile(file);
    const expected = applyFilter(normalised, { type: "square" }).data;
    expect(data.every((x, v) => Math.abs(x - expected[v]) <= 1e-6 * Math.abs(expected[v]))).toBe(
      true,
    );
  });

  it("is refused where it is missing, not asked for, or not fit, before work begins", async () => {
    const refusal = async (...flags: string[]) => {
      const { status, err } = await voxomics("extract", image, mask, ...flags);
      return [status, err];
    };
    expect(await refusal("--settings", settings)).toEqual([
      1,
      'error: normalise: found the method "whiteStripe" without a mask of white matter; --white-matter MASK names a mask of white matter or of the brain\n',
    ]);
    expect(await refusal("--white-matter", white)).toEqual([
      1,
      'error: normalise: found no normalisation with a mask of white matter, expected the method "whiteStripe"\n',
    ]);
    expect(await refusal("--settings", settings, "--white-matter-region", "2")).toEqual([
      2,
      `error: option '--white-matter-region': found "2" without '--white-matter', expected the mask that it is of\n`,
    ]);
    const [status, err] = await refusal("--settings", settings, "--white-matter", tissues);
    expect([status, err]).toEqual([
      1,
      `error: ${tissues}: mask must hold 0 and 1 only; it holds 1, 2: choose a label, or a threshold; --white-matter-region NAME takes one region of it\n`,
    ]);
    const grids = await refusal("--settings", settings, "--white-matter", other);
    expect(grids[0]).toBe(1);
    expect(grids[1]).toMatch(new RegExp(`^error: ${other}: .*size .*; --resample-mask `));
    const lonely = ["filter", image, "--settings", filters, "--out", space.path("r.nii")];
    expect((await voxomics(...lonely, "--white-matter-region", "2")).status).toBe(2);
    expect((await voxomics(...lonely)).err).toContain("without a mask of white matter");
  });
});
