import { readFile, writeFile } from "node:fs/promises";
import { expect, it } from "vitest";
import { writeNifti } from "../../src/io.ts";
import type { Report } from "../../src/report/report.ts";
import { maskWhere } from "../morphology/arbitrary-mask.ts";
import { voxomics, workspace } from "./workspace.ts";

const { path } = await workspace();

/** Writes an image and a mask of it; the image's voxels are their numbers. */
async function written(name: string, mask: ReturnType<typeof maskWhere>, assumed = false) {
  const mark = assumed ? { thicknessAssumed: true } : {};
  const image = { ...mask, ...mark, data: Float64Array.from(mask.data, (_, v) => v) };
  const paths = [path(`${name}.nii`), path(`${name}-mask.nii`)] as const;
  await writeFile(paths[0], await writeNifti(image));
  await writeFile(paths[1], await writeNifti({ ...mask, ...mark }));
  return paths;
}

const planar = ["--families", "planarMorphology"];

it("measures a planar image whose files state no thickness", async () => {
  const rectangle = maskWhere([8, 6, 1], (x, y) => x > 1 && y > 1, [0.5, 2, 1]);
  const [image, mask] = await written("planar", rectangle, true);
  const { status, out } = await voxomics("extract", image, mask, ...planar);
  expect(status).toBe(0);
  expect(out).toMatch(/^Planar morphology$/m);
  expect(out).toMatch(/^ {2}Area \(mesh\) +23\.5 +mm²$/m);
  expect(out).not.toContain("[1]");
  // the other family says where the shape is to be had
  const { err } = await voxomics("extract", image, mask, "--families", "morphology");
  expect(err).toContain(
    "morphology across the slice (planarMorphology has the shape in its plane)",
  );
});

it("tells the slice of a volume that was measured, and records it", async () => {
  const wedge = maskWhere([8, 6, 5], (x, y, z) => z > 0 && x < 2 * z && y < 3);
  const [image, mask] = await written("volume", wedge);
  const { status, err } = await voxomics(
    ...["extract", image, mask, ...planar, "--out", path("volume.json")],
  );
  expect(status).toBe(0);
  const message =
    "planar morphology was measured in slice z 4, the one with the most pixels (24): the region has 4 slices in the plane xy, z 1 to 4";
  expect(err).toContain(message);
  const report: Report = JSON.parse(await readFile(path("volume.json"), "utf8"));
  expect(report.settings.planarMorphology).toEqual({ slice: "largest" });
  expect(report.notes).toContainEqual(expect.objectContaining({ code: "slice-chosen", message }));
  expect(report.features[1]).toMatchObject({ tag: "planar_area_approx", value: 24, unit: "mm²" });
});

it("says where it has no meaning", async () => {
  const [image, mask] = await written(
    "flat",
    maskWhere([3, 3, 1], () => true),
  );
  const map = await voxomics(
    ...["map", image, mask, "--features", "planar_area", "--out", path("maps")],
  );
  expect(map.status).toBe(1);
  expect(map.err).toMatch(
    /^error: --features: found "planar_area", of planarMorphology, which has no feature maps, expected one of statistics, /,
  );
  await writeFile(
    path("maps.yaml"),
    "filters: [{ type: mean, support: 3 }]\nfilterFeatures: { families: [planarMorphology] }\n",
  );
  const filtered = await voxomics("extract", image, mask, "--settings", path("maps.yaml"));
  expect(filtered.status).toBe(1);
  expect(filtered.err).toContain(
    'filterFeatures.families[0]: found "planarMorphology", expected "localIntensity"',
  );
});
