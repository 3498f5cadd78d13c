import { mkdir, readFile as readText } from "node:fs/promises";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openImage } from "../../src/case/case-image.ts";
import { openCase } from "../../src/case/open-case.ts";
import { extractRegions } from "../../src/extraction/extract-regions.ts";
import {
  extract,
  namingInputs,
  presets,
  type ReadRegion,
  readFile,
  toJson,
  toReport,
} from "../../src/node.ts";
import type { Report } from "../../src/report/report.ts";
import { indexToWorld } from "../../src/volume/geometry.ts";
import { countVoxels, type Mask } from "../../src/volume/mask.ts";
import { type Grid, identityDirection, type Vec3 } from "../../src/volume/volume.ts";
import { volumeOf, voxomics, workspace } from "../cli/workspace.ts";
import { dicomFile } from "../io/dicom/dicom-fixture.ts";
import { slicesOf } from "../io/dicom/image-fixture.ts";
import { structureSetElements } from "../io/dicom/structure-set-fixture.ts";
import { casePath, describeWithCases } from "../shared-cases.ts";

const space = await workspace();
const { path, image } = space;
const few = { families: ["statistics"] } as const;

const grid: Grid = {
  size: [8, 8, 4],
  spacing: [1, 1, 2],
  origin: [-20, 5, 100],
  direction: identityDirection,
};

/** The corners of a square of voxels in a slice, from voxel (1, 1) on. */
const square = (z: number, side = 4): Vec3[] =>
  [[1, 1], [1 + side, 1], [1 + side, 1 + side], [1, 1 + side]].map(([x, y]) =>
    indexToWorld(grid, [x - 0.5, y - 0.5, z]),
  ); // biome-ignore format: four corners

await mkdir(path("ct"));
for (const [n, slice] of slicesOf(grid).entries()) {
  await space.file(`ct/${n}.dcm`, dicomFile(slice));
}
const ct = path("ct");
const rtstruct = await space.file(
  "rtstruct.dcm",
  dicomFile(
    structureSetElements([
      { number: 1, name: "GTV-1", contours: [1, 2].map((z) => ({ points: square(z) })) },
      { number: 2, name: "Marker", contours: [{ type: "POINT", points: [indexToWorld(grid, [2, 2, 1])] }] },
      { number: 4, name: "Node", contours: [{ points: square(0, 2) }] },
    ]),
  ),
); // biome-ignore format: a structure a line
const labels = await space.volume(
  "labels.nii.gz",
  volumeOf((v) => v % 4),
);
const voxelsOf = (region: { mask: () => unknown }) => countVoxels(region.mask() as Mask);

describe("openCase", () => {
  it("gives in two lines what the command line writes", async () => {
    const { image, regions, settings } = await openCase(ct, rtstruct, { region: "GTV-1", settings: few }); // biome-ignore format: the lines
    for (const { mask, sources } of regions as ReadRegion[]) {
      const found = toReport(extract(image, mask(), settings), sources);
      const yaml = await space.file("few.yaml", "families: [statistics]\n");
      const argv = [ct, rtstruct, "--region", "GTV-1", "--settings", yaml];
      await voxomics("extract", ...argv, "--out", path("out.json"));
      expect(toJson(found)).toBe(await readText(path("out.json"), "utf8"));
      expect((JSON.parse(toJson(found)) as Report).roi).toMatchObject({
        label: 1,
        region: "GTV-1",
        morphologicalVoxels: 32,
      });
    }
    expect(regions).toHaveLength(1);
  });

  it("leaves the others of a list alone where one is refused", async () => {
    const wanted = ["Node", "Marker", "gtv-1"];
    const { image, regions } = await openCase(ct, rtstruct, { region: wanted });
    expect(regions.map(({ name, number, title }) => [name, number, title])).toEqual([
      ["Node", 4, 'region "Node"'],
      ["Marker", null, 'region "Marker"'],
      ["GTV-1", 1, 'region "gtv-1"'],
    ]);
    expect(voxelsOf(regions[0])).toBe(4);
    expect(() => regions[1].mask()).toThrow(rtstruct);
    expect(regions[1].error?.code).toBe("empty-mask");
    const masks = regions.map(({ mask }) => mask);
    const outcomes = extractRegions(image, masks, few);
    expect(outcomes.map(({ error }) => error?.code ?? null)).toEqual([null, "empty-mask", null]);
    await expect(openCase(ct, rtstruct, { region: "Marker" })).rejects.toMatchObject({
      code: "empty-mask",
    });
  });

  it("takes every region, in the order of the file", async () => {
    const { regions } = await openCase(ct, rtstruct, { allRegions: true });
    expect(regions.map(({ name }) => name)).toEqual(["GTV-1", "Marker", "Node"]);
    const { regions: ofMap } = await openCase(image, labels, { allRegions: true });
    expect(ofMap.map(({ number, title }) => [number, title])).toEqual([
      [1, "label 1"],
      [2, "label 2"],
      [3, "label 3"],
    ]);
  });

  it("gives of labels in any order the masks that readFile gives, whole again", async () => {
    const chosen = fc.uniqueArray(fc.integer({ min: 1, max: 3 }), { minLength: 1 });
    await fc.assert(
      fc.asyncProperty(chosen, async (label) => {
        const { regions } = await openCase(image, labels, { label });
        for (const [n, region] of regions.entries()) {
          const mask = await readFile(labels, { label: label[n] });
          const { data, ...place } = region.mask();
          expect(Array.from(data)).toEqual(Array.from(mask.data));
          expect(place).toMatchObject({ size: mask.size, spacing: mask.spacing });
          expect("kept" in (region as ReadRegion).held).toBe(true);
        }
      }),
      { numRuns: 20 },
    );
  });

  it("takes one image for several masks", async () => {
    const opened = await openImage(image);
    const [one, two] = await Promise.all([openCase(opened, labels, { label: 2 }), openCase(opened, space.mask)]); // biome-ignore format: one line
    expect(one.image).toBe(opened.volume);
    expect(two.image).toBe(opened.volume);
    expect([voxelsOf(one.regions[0]), voxelsOf(two.regions[0])]).toEqual([6, 19]);
  });

  it("puts the options about filters and intensities into the settings", async () => {
    const settings = { filters: [{ type: "laplacianOfGaussian", sigma: 1 }] } as const;
    const options = { settings, undersampled: true, nonFinite: "exclude" } as const;
    const opened = await openCase(image, space.mask, options);
    expect(opened.settings).toMatchObject({ nonFinite: "exclude", filters: [{ undersampled: true }] }); // biome-ignore format: one line
  });

  it("tells what image, mask and settings say together, in the words of the library", async () => {
    const pet = { Modality: "PT", Units: "BQML" };
    await mkdir(path("pet"));
    for (const [n, slice] of slicesOf(grid, pet).entries()) {
      await space.file(`pet/${n}.dcm`, dicomFile(slice));
    }
    const options = { region: "GTV-1", settings: presets.pet, threshold: 0.3 };
    const { regions } = await openCase(path("pet"), rtstruct, options);
    expect(regions[0].notes.map(({ message }) => message)).toEqual([
      expect.stringMatching(/whose bins are for SUV, and the image is in BQML: option suv: bodyWeight converts it$/),
      "an option changes nothing: option threshold is about DICOM SEG files, and the mask is DICOM RTSTRUCT",
    ]); // biome-ignore format: a note a line
    const own = await openCase(image, image);
    expect(own.regions[0].notes.map(({ code }) => code)).toEqual(["image-is-mask"]);
  });

  it.each([
    ["a region beside a label", { region: "a", label: 1 }, 'found the label 1 and the region "a", expected one of both'],
    ["a list of no regions", { region: [] }, "region: found an array, expected a region's name or its number, or a list of them"],
    ["a label that is a name", { label: "GTV" }, 'label: found "GTV", expected an integer, or a list of them'],
    ["an unknown option", { slabThicknes: 2 }, 'unknown option "slabThicknes": did you mean "slabThickness"?'],
    ["a length of 0", { slabThickness: 0 }, "slabThickness: found 0, expected a number of mm above 0"],
    ["text for a number", { largestLoss: "0.1" }, 'largestLoss: found "0.1", expected a number from 0 to 1'],
    ["text for yes", { resampleMask: "yes" }, 'resampleMask: found "yes", expected true or false'],
    ["an unknown kind", { suv: "bw" }, /^suv: found "bw", expected "bodyWeight"/],
  ])("refuses %s", async (_, options, message) => {
    const opening = openCase(image, labels, options as object);
    await expect(opening).rejects.toMatchObject({ code: "invalid-settings" });
    await expect(opening).rejects.toThrow(message);
  }); // biome-ignore format: a case a line

  it("refuses a label map without a choice by its name, with the options that choose", async () => {
    const present = [1, 2, 3];
    await expect(openCase(image, labels)).rejects.toMatchObject({
      code: "invalid-mask",
      message:
        `${labels}: mask must hold 0 and 1 only; it holds 1, 2, 3: choose a label, or a threshold; option label: N ` +
        "takes one label, option maskThreshold: F takes the voxels from a value on, option allRegions: true takes " +
        "each label by itself",
      details: { path: labels, present },
    });
    // settings and options that take the voxels from a value on are a choice, and so may be those of extract
    const settings = { mask: { threshold: 2 } };
    const opened = await openCase(image, labels, { settings: { ...few, ...settings } });
    expect(extract(opened.image, opened.regions[0].mask(), opened.settings).features).toHaveLength(
      18,
    );
    const { regions } = await openCase(image, labels, { maskThreshold: 2 });
    expect(voxelsOf(regions[0])).toBe(12);
    const fractions = await space.volume(
      "fractions.nii.gz",
      volumeOf((v) => v / 24),
    );
    expect((await openCase(image, fractions)).regions).toHaveLength(1);
  });

  it("names the file to blame, and the option that lets a user go on", async () => {
    const shifted = await space.volume(
      "shifted.nii.gz",
      volumeOf(() => 1, { origin: [2, 0, 0] }),
    );
    await expect(openCase(image, shifted)).rejects.toThrow(
      /shifted\.nii\.gz: .*; option resampleMask: true puts it on the image's$/,
    );
    await expect(openCase(image, shifted, { resampleMask: true })).rejects.toThrow(
      /shifted\.nii\.gz: 12 of the region's 24 voxels \(50 %\) lie outside the image, expected at most 5 %; option largestLoss: 0\.5 takes it as it is$/,
    );
    const options = { resampleMask: true, largestLoss: 0.5 };
    const { regions } = await openCase(image, shifted, options);
    expect((regions[0] as ReadRegion).placed).toEqual({ before: 24, after: 12, outside: 12 });
    expect(regions[0].notes.map(({ code }) => code)).toEqual(["mask-resampled"]);
    await expect(openCase(ct, rtstruct)).rejects.toThrow(
      /rtstruct\.dcm: .* choose one by its name or number \(option region: NAME, option label: N\)$/,
    );
    await expect(openCase(ct, path("nothing.nii"))).rejects.toThrow("nothing.nii: no such file");
    await expect(openCase(path("nothing"), rtstruct)).rejects.toThrow("nothing: no such file");
  });

  it("names the file to blame for what measuring refuses", async () => {
    const { image: volume, regions, paths } = await openCase(image, labels, { label: 1 });
    const elsewhere = { ...regions[0].mask(), origin: [9, 0, 0] } as const;
    await expect(namingInputs(paths, () => extract(volume, elsewhere, few))).rejects.toThrow(
      `${labels}: `,
    );
  });

  it("stops where its signal is aborted", async () => {
    const signal = AbortSignal.abort(new Error("enough"));
    await expect(openCase(image, labels, { signal })).rejects.toThrow("enough");
  });
});

describeWithCases("openCase on structure sets", () => {
  it("draws a contour that is stored twice once", async () => {
    const folder = casePath("rtstruct-cancelling");
    const { image, regions } = await openCase(`${folder}/ct`, `${folder}/drop.dcm`);
    const [x, y, z] = image.spacing;
    expect(voxelsOf(regions[0]) * x * y * z).toBeCloseTo(540, 6);
  });

  it("holds those of many names", async () => {
    const folder = casePath("rtstruct");
    const { regions } = await openCase(`${folder}/ct`, `${folder}/names.dcm`, { allRegions: true });
    expect(regions.length).toBeGreaterThan(1);
    for (const region of regions) {
      if (region.error !== null) continue;
      const whole = await openCase(`${folder}/ct`, `${folder}/names.dcm`, { region: region.number as number }); // biome-ignore format: one line
      expect(Array.from(whole.regions[0].mask().data)).toEqual(Array.from(region.mask().data));
    }
  });
});
