import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import { extract } from "../../src/extraction/extract.ts";
import { readFile as readVolume } from "../../src/node/read-file.ts";
import { fill, maskOf, unitGrid } from "../processing/arbitrary-volumes.ts";
import { voxomics, workspace } from "./workspace.ts";

const space = await workspace();
const { path } = space;
const grid = unitGrid([14, 12, 5], [1, 1, 2]);
const inside = (x: number, y: number) => Math.hypot(x - 6.5, y - 5.5) < 5;
// the left of the region is dark, the right bright; a second image is the other way round
const image = fill(grid, (x, y, z) => (x < 7 ? 10 : 60) + ((x * 7 + y * 5 + z * 3) % 5));
const second = fill(grid, (x, y, z) => (x < 7 ? 4 : 1) + ((x + y * 3 + z) % 4) / 10);
const region = maskOf(grid, inside);
const ct = await space.volume("ct.nii.gz", image);
const pet = await space.volume("pet.nii.gz", second);
const mask = await space.volume("mask.nii.gz", region);
const settings = await space.file("settings.yaml", "families: [statistics]\n");
const left = Array.from(region.data, (one, v) => (one === 0 ? 0 : v % 14 < 7 ? 1 : 2));
const habitats = (...rest: string[]) =>
  voxomics("habitats", ct, mask, ...rest, "--progress", "none");

it("writes the label map, features of habitats, a record, a page and centres", async () => {
  const out = path("labels.nii.gz");
  const {
    status,
    out: text,
    err,
  } = await habitats(
    ...["--settings", settings, "--image", `PET=${pet}`, "--name", "CT", "--clusters", "2-3"],
    ...["--stability", "NT", "--repeats", "2", "--out", out, "--table", path("features.csv")],
    ...[
      "--json",
      path("all.json"),
      "--report",
      path("page.html"),
      "--save-centres",
      path("centres.json"),
    ],
  );
  expect({ status, err }).toEqual({ status: 0, err: "" });
  expect(text).toContain(`${out}: 2 habitats\n`);
  expect(text).toContain("silhouette by the number of habitats: 2: ");
  expect(text).toContain("adjusted Rand index of 2 perturbed copies: median ");
  const labels = await readVolume(out);
  expect([...labels.data]).toEqual(left);
  const [header, first] = (await readFile(path("features.csv"), "utf8"))
    .split("\n")
    .map((row) => row.split(","));
  expect(header.slice(0, 4)).toEqual(["image", "mask", "roi", "CT/statistics.meanIntensity"]);
  const mean = extract(
    image,
    { ...region, data: Uint8Array.from(left, (one) => (one === 1 ? 1 : 0)) },
    { features: ["stat_mean"] },
  );
  expect(first[2]).toBe("habitat 1");
  expect(Number(first[3])).toBeCloseTo(mean.features[0].value as number, 10);
  const record = JSON.parse(await readFile(path("all.json"), "utf8"));
  expect(record.habitats.map(({ label }: { label: number }) => label)).toEqual([1, 2]);
  expect(record.stability.rows).toHaveLength(2);
  expect(record.clustering).toMatchObject({ clusters: [2, 3], criterion: "silhouette", seed: 1 });
  expect(await readFile(path("page.html"), "utf8")).toContain("<h1>Region of 2 habitats</h1>");

  // the label map is a mask as any other
  const measured = await voxomics(
    "extract",
    ct,
    out,
    "--label",
    "1",
    "--features",
    "stat_mean",
    "--out",
    path("one.csv"),
  );
  expect(measured.status).toBe(0);

  // saved centres give the same labels, with the maps and settings that they are of
  const again = await habitats(
    "--image",
    `PET=${pet}`,
    "--name",
    "CT",
    "--centres",
    path("centres.json"),
    "--out",
    path("again.nii.gz"),
  );
  expect(again).toMatchObject({ status: 0, err: "" });
  expect([...(await readVolume(path("again.nii.gz"))).data]).toEqual(left);
  const alone = await habitats("--centres", path("centres.json"), "--out", path("x.nii.gz"));
  expect(alone).toMatchObject({
    status: 1,
    err: `error: ${path("centres.json")}: is of the images "CT", "PET", found one image without a name: give them by --name and --image\n`,
  });
});

it("writes labels on the interpolated grid, or on the image's where that is asked for", async () => {
  const coarse = await space.file(
    "coarse.yaml",
    "resample: { spacing: [2, 2, 2] }\nfamilies: [statistics]\n",
  );
  const common = ["--settings", coarse, "--clusters", "2", "--out"];
  expect((await habitats(...common, path("coarse.nii.gz"))).status).toBe(0);
  expect((await readVolume(path("coarse.nii.gz"))).size).toEqual([7, 6, 5]);
  expect((await habitats(...common, path("fine.nii.gz"), "--on-image")).status).toBe(0);
  expect((await readVolume(path("fine.nii.gz"))).size).toEqual([14, 12, 5]);
});

it("takes maps of features and filters, and says which", async () => {
  const filters = await space.file(
    "filters.yaml",
    "families: [statistics]\nfilters: [{ type: mean, support: 3 }]\n",
  );
  const { status, out } = await habitats(
    ...[
      "--settings",
      filters,
      "--maps",
      "intensity,filters,stat_mean",
      "--radius",
      "1",
      "--clusters",
      "2",
    ],
    ...["--out", path("maps.nii.gz"), "--json", path("maps.json"), "--table", path("maps.parquet")],
  );
  expect(status).toBe(0);
  expect(out).toContain("stat_mean");
  const { model, maps } = JSON.parse(await readFile(path("maps.json"), "utf8"));
  expect(maps).toEqual(["intensity", "filters", "stat_mean"]);
  expect(model.maps).toHaveLength(3);
});

const out = ["--out", path("refused.nii.gz")];
it.each<readonly [readonly string[], number, string]>([
  [["--clusters", "2"], 2, "error: required option '--out <file>' not specified"],
  [["--out", path("labels.png")], 2, "has an unknown ending, expected .nii, .nii.gz or .nrrd"],
  [[...out, "--clusters", "two"], 2, "Expected a whole number, or two with a hyphen: 2-6."],
  [
    [...out, "--clusters", "5-2"],
    1,
    "error: --clusters: found [5, 2], expected the first number at most the second",
  ],
  [
    [...out, "--clusters", "1"],
    1,
    "error: --clusters: found 1, expected an integer at least 2 and at most 50",
  ],
  [
    [...out, "--clusters", "500"],
    1,
    "--clusters: found 500, expected an integer at least 2 and at most 50",
  ],
  [
    [...out, "--criterion", "elbow"],
    2,
    "Allowed choices are silhouette, calinskiHarabasz, daviesBouldin.",
  ],
  [
    [...out, "--maps", "intensity,stat_maen"],
    1,
    'error: --maps: found "stat_maen", expected a tag such as',
  ],
  [
    [...out, "--maps", "filters"],
    1,
    'error: --maps: found "filters" and no filter in the settings',
  ],
  [
    [...out, "--stability", "RX"],
    1,
    'error: --stability: found "RX", expected some of the letters R, N, T, C and V',
  ],
  [[...out, "--repeats", "3"], 2, "option '--repeats' needs '--stability'"],
  [[...out, "--name", "CT"], 2, "option '--name' needs '--image'"],
  [
    [...out, "--centres", "c.json", "--clusters", "3"],
    2,
    "option '--centres <file.json>' cannot be used with option '--clusters <n>'",
  ],
  [[...out, "--centres", path("none.json")], 1, "none.json: no such file"],
  [[...out, "--centres", settings], 1, "settings.yaml: is no JSON"],
  [[...out, "--image", `PET=${path("none.nii.gz")}`], 1, "none.nii.gz: no such file"],
  [
    [...out, "--image", `PET=${pet}`, "--settings-for", "PTE=pet"],
    1,
    '--settings-for: found the image "PTE", expected one of "image", "PET"; did you mean "PET"?',
  ],
  [
    [...out, "--image", `PET=${pet}`, "--settings-for", "PET=pet", "PET=ct"],
    1,
    '--settings-for: found the image "PET" twice, expected it once',
  ],
  [
    [...out, "--image", `PET=${pet}`, "--name", "PET"],
    1,
    'error: --image: found the name "PET" twice (the first image is "PET" by --name)',
  ],
  [
    [...out, "--image", `P T=${pet}`],
    1,
    'error: --image: found "P T", expected letters, digits and _ . + -',
  ],
  [
    [...out, "--radius", "3", "--maps", "intensity"],
    2,
    "option '--radius' is about maps of features, and '--maps' names none",
  ],
  [
    [...out, "--dimensions", "5", "--maps", "stat_mean"],
    1,
    "error: --dimensions: found 5, expected 2 or 3",
  ],
  [
    [...out, "--json", path("twice.json"), "--save-centres", path("./twice.json")],
    1,
    `twice.json: is the output of two options (${path("twice.json")}); expected a name for each`,
  ],
  [["--out", mask], 1, "is an input"],
  [[...out, "--table", path("table.txt")], 2, "option '--table'"],
  [
    [...out, "--shrink", "50"],
    1,
    "mask is empty after shrinking by 50 mm: the region had 400 voxels",
  ],
])("refuses %j", async (options, status, message) => {
  const outcome = await habitats(...options);
  expect(outcome.err).toContain(message);
  expect(outcome.status).toBe(status);
  expect(outcome.err).not.toMatch(/internal/);
});

it("refuses an image on another grid, and says how it is taken", async () => {
  const far = await space.volume("far.nii.gz", { ...second, spacing: [1, 1, 2.5] });
  const { status, err } = await habitats("--image", `PET=${far}`, ...out);
  expect({ status, err }).toEqual({
    status: 1,
    err: expect.stringContaining(
      "; --resample-images puts it on that grid by linear interpolation\n",
    ),
  });
  const taken = await habitats(
    "--image",
    `PET=${far}`,
    "--resample-images",
    "--clusters",
    "2",
    ...out,
  );
  expect(taken.status).toBe(0);
  expect(taken.err).toContain(`${ct}: PET: put on the grid of image by linear interpolation\n`);
});

it("names the file of the image that is to blame", async () => {
  const data = second.data.map((x, v) => (v === 412 ? Number.NaN : x));
  const odd = await space.volume("odd.nii.gz", { ...second, data });
  const { status, err } = await habitats("--image", `PET=${odd}`, ...out);
  expect(status).toBe(1);
  expect(err).toContain(`error: ${odd}: image PET: 1 of the region's 400 voxels have no finite`);
});

it("writes the table that an ending names, in capitals too", async () => {
  const table = path("FEATURES.JSON");
  const { status } = await habitats(
    ...out,
    "--clusters",
    "2",
    "--families",
    "statistics",
    "--table",
    table,
  );
  expect(status).toBe(0);
  expect(JSON.parse(await readFile(table, "utf8")).regions).toHaveLength(2);
});
