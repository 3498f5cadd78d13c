import { describe, expect, it } from "vitest";
import { parseManifest } from "../../src/cohort/manifest.ts";
import { jobMeasurer } from "../../src/cohort/queue/measure-job.ts";
import { openFolders } from "../../src/cohort/queue/readable-folders.ts";
import { jobOf } from "../../src/cohort/queue/unit-job.ts";
import { unitsOf } from "../../src/cohort/unit.ts";
import { extract } from "../../src/extraction/extract.ts";
import { createPool } from "../../src/node/pool.ts";
import { writeVolume } from "../../src/node/write-volume.ts";
import { perturb } from "../../src/perturbation/perturb.ts";
import { deriveRegion } from "../../src/regions/derive-region.ts";
import { columnOf } from "../../src/report/csv.ts";
import { resolveSettings } from "../../src/settings/resolve.ts";
import type { SettingsInput } from "../../src/settings/settings.ts";
import { cohortFolder, smallCase } from "./cohort-folder.ts";

const cohort = await cohortFolder(3);
const half = (seed: number) => {
  const { mask } = smallCase(seed);
  return { ...mask, data: mask.data.map((_, v) => (v % 16 >= 7 ? 1 : 0)) };
};
for (const seed of [1, 2]) await writeVolume(cohort.path("images", `h${seed}.nii.gz`), half(seed));
const manifest = await cohort.writeManifest(
  [
    { ...cohort.rows[1], within: "images/h1.nii.gz" },
    { ...cohort.rows[2], within: "" },
  ],
  "within.csv",
);
const statistics = { families: ["statistics"] } as const;
const ring = { ...statistics, mask: { ring: 3 } };

/** The mean of a region in the tables of a cohort and of an extraction. */
const meanOf = ({ features }: ReturnType<typeof extract>) => {
  const mean = features.find(({ tag }) => tag === "stat_mean");
  return mean === undefined ? "" : [columnOf(mean), String(mean.value)];
};
const meansIn = async (out: string) =>
  (await cohort.table(out, "features.csv")).map((row) => [
    "statistics.meanIntensity",
    row["statistics.meanIntensity"],
  ]);

describe("a cohort of rings", () => {
  it("cuts each to the mask of its row, and records how it was made", async () => {
    const { failed } = await cohort.run("ring", {
      manifest,
      settings: [{ name: "ring", settings: ring }],
    });
    expect(failed).toEqual([]);
    const expected = [1, 2].map((seed) => {
      const { image, mask } = smallCase(seed);
      return extract(image, mask, ring, seed === 1 ? { within: half(seed) } : {});
    });
    expect(await meansIn("ring")).toEqual(expected.map(meanOf));
    const [first, second] = (await cohort.record("ring")).cases;
    expect(first.within).toMatchObject({ path: "images/h1.nii.gz", files: 1 });
    expect("within" in second).toBe(false);
    expect(first.runs[0].roi).toEqual(expected[0].roi);
    expect(first.runs[0].roi?.derivation?.steps.map(({ step }) => step)).toEqual([
      "mask",
      "ring",
      "within",
    ]);
    expect((await cohort.table("ring", "features.csv"))[0].within).toBe("images/h1.nii.gz");

    // what was measured is found again, until the mask around it is another one
    const again = () =>
      cohort.run("ring", { manifest, settings: [{ name: "ring", settings: ring }] });
    expect(await again()).toMatchObject({ measured: 2, found: 2 });
    const other = half(1);
    await writeVolume(cohort.path("images", "h1.nii.gz"), {
      ...other,
      data: other.data.map((one) => 1 - one),
    });
    expect(await again()).toMatchObject({ measured: 2, found: 1 });
    await writeVolume(cohort.path("images", "h1.nii.gz"), other);
  });

  it("is the same from a worker that takes cases from a queue", async () => {
    const { cases } = parseManifest(await cohort.text("within.csv"));
    const folder = cohort.path();
    const pool = createPool({ workers: 1 });
    const measureJob = jobMeasurer(pool, await openFolders([{ from: folder, to: folder }]));
    const units = unitsOf(cases, [{ name: "ring", settings: resolveSettings(ring) }], null);
    for (const [n, unit] of units.entries()) {
      const sent = JSON.parse(JSON.stringify(jobOf(unit, folder, {})));
      const { entry } = await measureJob(sent, new AbortController().signal);
      const { image, mask } = smallCase(n + 1);
      const within = n === 0 ? { within: half(1) } : {};
      expect(entry.measured?.roi).toEqual(extract(image, mask, ring, within).roi);
      expect(entry.stamps).toHaveLength(n === 0 ? 3 : 2);
    }
    await pool.close();
  });

  it("perturbs the region that the settings make", async () => {
    await cohort.run("perturbed", {
      manifest,
      settings: [{ name: "ring", settings: ring }],
      perturb: { perturbations: [{ name: "turned", rotation: 4, volume: 0.1 }], seed: 7 },
    });
    const { cases } = await cohort.record("perturbed");
    const { seed } = cases[0].runs[0].perturbed ?? { seed: Number.NaN };
    const { image, mask } = smallCase(1);
    const made = deriveRegion(mask, ring.mask, { within: half(1) });
    const moved = perturb(image, made.mask, { rotation: 4, volume: 0.1 }, seed, {
      nonFinite: "refuse",
    });
    const found = extract(moved.image, moved.mask, statistics);
    expect((await meansIn("perturbed"))[0]).toEqual(meanOf(found));
    expect(cases[0].runs[0].roi?.derivation).toEqual(made.derivation);
  });

  it("has labels of a map as one region", async () => {
    const { mask } = smallCase(1);
    const data = mask.data.map((value, v) => (value === 0 ? 9 : 1 + (v % 3)));
    await writeVolume(cohort.path("images", "labels.nii.gz"), { ...mask, data });
    const rows = [{ ...cohort.rows[1], mask: "images/labels.nii.gz" }];
    const several = await cohort.writeManifest(rows, "labels.csv");
    const asked: SettingsInput = { ...statistics, mask: { labels: [1, 2, 3] } };
    const run = (out: string, settings: readonly SettingsInput[], at = several) =>
      cohort.run(out, {
        manifest: at,
        settings: settings.map((one, n) => ({ name: `s${n}`, settings: one })),
      });
    expect(await run("labels", [asked])).toMatchObject({ failed: [] });
    const { image } = smallCase(1);
    expect(await meansIn("labels")).toEqual([meanOf(extract(image, mask, statistics))]);
    await expect(run("mixed", [asked, statistics])).rejects.toThrow(
      "mask.labels: found in 1 of the 2 settings of one cohort, expected in all or none",
    );
    const chosen = await cohort.writeManifest([{ ...rows[0], label: 2 }], "chosen.csv");
    const { failed } = await run("chosen", [asked], chosen);
    expect(failed.map(({ failure }) => failure.message)).toEqual([
      'row 1, column "mask": images/labels.nii.gz: mask.labels: found 1, 2, 3 beside a choice of regions, expected one of both',
    ]);
  });

  it("takes a threshold that is above 1 once", async () => {
    const { image, mask } = smallCase(2);
    const data = Float32Array.from(mask.data, (value) => 200 * value + 20);
    await writeVolume(cohort.path("images", "of255.nii.gz"), { ...mask, data });
    const rows = [{ ...cohort.rows[2], mask: "images/of255.nii.gz" }];
    const settings = { ...statistics, mask: { threshold: 128, grow: 1 } };
    const { failed } = await cohort.run("threshold", {
      manifest: await cohort.writeManifest(rows, "threshold.csv"),
      settings: [{ name: "s", settings }],
    });
    expect(failed).toEqual([]);
    expect(await meansIn("threshold")).toEqual([
      meanOf(extract(image, mask, { ...statistics, mask: { grow: 1 } })),
    ]);
  });

  it("refuses components apart, and a region of no mask around it", async () => {
    const apart = { ...statistics, mask: { components: "apart" } } as const;
    await expect(
      cohort.run("apart", { manifest, settings: [{ name: "apart", settings: apart }] }),
    ).rejects.toThrow(
      'mask.components: found "apart", expected "all" or "largest": a cohort has one region a case',
    );
    const rows = [{ ...cohort.rows[1], within: "", "within-region": "Lung" }];
    const lonely = await cohort.writeManifest(rows, "lonely.csv");
    await expect(cohort.run("lonely", { manifest: lonely })).rejects.toThrow(
      'row 1, column "within-region": found "Lung" without a path in column "within"',
    );
    const missing = await cohort.writeManifest(
      [{ ...cohort.rows[1], within: "none.nii" }],
      "missing.csv",
    );
    const { failed } = await cohort.run("missing", { manifest: missing });
    expect(failed.map(({ failure }) => failure.message)).toEqual([
      expect.stringMatching(/^row 1, column "within": none\.nii: /),
    ]);
  });
});
