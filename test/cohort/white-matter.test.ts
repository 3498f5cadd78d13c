import { afterAll, describe, expect, it } from "vitest";
import { parseManifest } from "../../src/cohort/manifest.ts";
import { jobMeasurer } from "../../src/cohort/queue/measure-job.ts";
import { openFolders } from "../../src/cohort/queue/readable-folders.ts";
import { jobOf, unitIn } from "../../src/cohort/queue/unit-job.ts";
import { unitsOf } from "../../src/cohort/unit.ts";
import { extract } from "../../src/extraction/extract.ts";
import { createPool } from "../../src/node/pool.ts";
import { writeVolume } from "../../src/node/write-volume.ts";
import { perturb } from "../../src/perturbation/perturb.ts";
import { normalise } from "../../src/processing/normalise.ts";
import { resolveSettings } from "../../src/settings/resolve.ts";
import type { SettingsInput } from "../../src/settings/settings.ts";
import { cohortFolder, smallCase } from "./cohort-folder.ts";

const cohort = await cohortFolder(3);
/** Where x is 8 or more. */
const white = (seed: number) => {
  const { mask } = smallCase(seed);
  return { ...mask, data: mask.data.map((_, v) => (v % 16 >= 8 ? 1 : 0)) };
};
for (const seed of [1, 2]) await writeVolume(cohort.path("images", `w${seed}.nii`), white(seed));
const rows = [1, 2].map((n) => ({ ...cohort.rows[n], "white-matter": `images/w${n}.nii` }));
const manifest = await cohort.writeManifest(rows, "white.csv");
const asked = { method: "whiteStripe", width: 0.1 } as const;
const striped: SettingsInput = { families: ["statistics"], normalise: asked };
const plain: SettingsInput = { families: ["statistics"] };
const pool = createPool({ workers: 1 });
afterAll(() => pool.close());

const expected = (seed: number) => {
  const { image, mask } = smallCase(seed);
  return extract(normalise(image, asked, null, white(seed)), mask, plain);
};
const meanOf = ({ features }: ReturnType<typeof extract>) =>
  String(features.find(({ tag }) => tag === "stat_mean")?.value);
const meansIn = async (out: string) =>
  (await cohort.table(out, "features.csv")).map((row) => row["statistics.meanIntensity"]);

describe("a cohort normalised by white stripes", () => {
  const run = () =>
    cohort.run("white", {
      manifest,
      settings: [
        { name: "striped", settings: striped },
        { name: "plain", settings: plain },
      ],
    });

  it("takes the mask of each row, for the settings that ask for it, and records it", async () => {
    expect((await run()).failed).toEqual([]);
    const ofRaw = [1, 2].map((seed) => {
      const { image, mask } = smallCase(seed);
      return meanOf(extract(image, mask, plain));
    });
    const ofStripes = [1, 2].map((seed) => meanOf(expected(seed)));
    expect(await meansIn("white")).toEqual([ofStripes[0], ofRaw[0], ofStripes[1], ofRaw[1]]);
    const { cases } = await cohort.record("white");
    expect(cases[0].whiteMatter).toMatchObject({ path: "images/w1.nii", files: 1 });
    const notes = cases[0].runs.map((one) => (one.notes ?? []).map(({ code }) => code));
    expect(notes.map((codes) => codes.includes("normalised"))).toEqual([true, false]);
    expect((await cohort.table("white", "features.csv"))[0]["white-matter"]).toBe("images/w1.nii");
  });

  it("is measured again where the mask is another one", async () => {
    expect(await run()).toMatchObject({ measured: 4, found: 4 });
    const { data, ...grid } = white(1);
    const other = { ...grid, data: data.map((_, v) => (v % 16 >= 9 ? 1 : 0)) };
    await writeVolume(cohort.path("images", "w1.nii"), other);
    expect(await run()).toMatchObject({ measured: 4, found: 2 });
    await writeVolume(cohort.path("images", "w1.nii"), white(1));
  });

  it("is perturbed after it was normalised", async () => {
    await cohort.run("perturbed", {
      manifest,
      settings: [{ name: "striped", settings: striped }],
      perturb: { perturbations: [{ name: "turned", rotation: 4 }], seed: 7 },
    });
    const { cases } = await cohort.record("perturbed");
    const seed = cases[0].runs[0].perturbed?.seed ?? Number.NaN;
    const { image, mask } = smallCase(1);
    const normalised = normalise(image, asked, null, white(1));
    const moved = perturb(normalised, mask, { rotation: 4 }, seed);
    expect((await meansIn("perturbed"))[0]).toBe(meanOf(extract(moved.image, moved.mask, plain)));
  });

  it("is the same from a worker that takes cases from a queue", async () => {
    const { cases } = parseManifest(await cohort.text("white.csv"));
    const folder = cohort.path();
    const measureJob = jobMeasurer(pool, await openFolders([{ from: folder, to: folder }]));
    const settings = [{ name: "striped", settings: resolveSettings(striped) }];
    for (const [n, unit] of unitsOf(cases, settings, null).entries()) {
      const sent = JSON.parse(JSON.stringify(jobOf(unit, folder, {})));
      const { entry } = await measureJob(sent, new AbortController().signal);
      expect(entry.measured?.values).toEqual(expected(n + 1).features.map(({ value }) => value));
      expect(entry.stamps).toHaveLength(3);
      const { whiteMatter: _, ...paths } = sent.paths;
      expect(() => unitIn({ ...sent, paths })).toThrow("found a job without the fields of a case");
      const other = { ...sent.case, whiteMatter: { path: "images/w2.nii", region: "1" } };
      expect(() => unitIn({ ...sent, case: other })).toThrow("found a key that is not the case's");
    }
  });

  it("fails where a row names no mask, or one that is not fit", async () => {
    const failures = async (row: object) => {
      const other = await cohort.writeManifest([{ ...rows[0], ...row }], "other.csv");
      const settings = [{ name: "striped", settings: striped }];
      const { failed } = await cohort.run("other", { manifest: other, settings });
      return failed.map(({ failure }) => failure.message);
    };
    expect(await failures({ "white-matter": "" })).toEqual([
      'row 1: normalise: found the method "whiteStripe" without a mask of white matter; column "white-matter": MASK names a mask of white matter or of the brain',
    ]);
    expect(await failures({ "white-matter": "none.nii" })).toEqual([
      expect.stringMatching(/^row 1, column "white-matter": none\.nii: /),
    ]);
    await expect(failures({ "white-matter": "", "white-matter-region": "WM" })).rejects.toThrow(
      'row 1, column "white-matter-region": found "WM" without a path in column "white-matter"',
    );
  });
});
