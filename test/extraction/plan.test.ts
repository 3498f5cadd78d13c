import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { extractRegions } from "../../src/extraction/extract-regions.ts";
import type { RegionOutcome } from "../../src/extraction/extraction.ts";
import { joinParts } from "../../src/extraction/join-parts.ts";
import { type Part, type Plan, partsOf, planOf, wholePart } from "../../src/extraction/plan.ts";
import { runPart } from "../../src/extraction/run-part.ts";
import * as filtering from "../../src/filters/respond.ts";
import * as resampling from "../../src/processing/resample-whole.ts";
import { resolveSettings } from "../../src/settings/resolve.ts";
import type { SettingsInput } from "../../src/settings/settings.ts";
import type { Volume } from "../../src/volume/volume.ts";
import { digitalPhantom } from "../phantoms.ts";

const { image, mask } = digitalPhantom();
const layer = (z: number): Volume => ({
  ...mask,
  data: mask.data.map((inside, v) => (Math.floor(v / 20) === z ? inside : 0)),
});
/** Regions; the third is refused. */
const masks = [layer(1), mask, { ...mask, origin: [0, 0, 9] } as Volume, layer(3)];

const filters: SettingsInput["filters"] = [
  { type: "mean", support: 3 },
  { type: "gradient" },
  { type: "laplacianOfGaussian", sigma: 2 },
];

describe("the plan", () => {
  it("holds the unfiltered image, then the response map of each filter", () => {
    const settings = resolveSettings({ families: ["morphology", "diagnostics"], filters });
    const { images, regions } = planOf(settings, 3);
    expect(regions).toBe(3);
    expect(images.map(({ identity }) => identity)).toEqual([
      "original",
      "mean-support-3",
      "gradient",
      "laplacianOfGaussian-sigma-2",
    ]);
    expect(images[0].families).toEqual(["morphology", "diagnostics"]);
    for (const response of images.slice(1)) {
      expect(response.families).toEqual(settings.filterFeatures.families);
    }
  });

  it("leaves out an unfiltered image that is not asked for, if there are filters", () => {
    const alone = planOf(resolveSettings({ original: false, filters }));
    expect(alone.images.map(({ filter }) => filter?.type)).toEqual([
      "mean",
      "gradient",
      "laplacianOfGaussian",
    ]);
  });

  it("is data that a message can hold", () => {
    const plan = planOf(resolveSettings({ filters }), 2);
    expect(structuredClone(plan)).toStrictEqual(plan);
  });

  it("has parts side by side that hold every region in every image once", () => {
    const plan = planOf(resolveSettings({ filters }), 3);
    expect(partsOf(plan)).toEqual([
      { regions: [0], images: [0] },
      { regions: [1], images: [0] },
      { regions: [2], images: [0] },
      { regions: [0, 1, 2], images: [1] },
      { regions: [0, 1, 2], images: [2] },
      { regions: [0, 1, 2], images: [3] },
    ]);
    expect(wholePart(plan)).toEqual({ regions: [0, 1, 2], images: [0, 1, 2, 3] });
  });
});

/** A split of a plan: any groups of its images, each with any groups of its regions, in any order. */
function arbitrarySplit({ regions, images }: Plan): fc.Arbitrary<Part[]> {
  const groups = (count: number) =>
    fc.array(fc.nat(count - 1), { minLength: count, maxLength: count });
  return fc
    .tuple(groups(images.length), fc.array(groups(regions), { minLength: images.length }))
    .map(([groupOfImage, groupOfRegion]) =>
      [...new Set(groupOfImage)].flatMap((group) =>
        [...new Set(groupOfRegion[group])].map((some) => ({
          images: membersOf(groupOfImage, group),
          regions: membersOf(groupOfRegion[group], some),
        })),
      ),
    )
    .chain((parts) => fc.shuffledSubarray(parts, { minLength: parts.length }));
}

function membersOf(groups: readonly number[], group: number): number[] {
  return groups.flatMap((each, n) => (each === group ? [n] : []));
}

function run(plan: Plan, parts: readonly Part[]): RegionOutcome[] {
  const measured = parts.flatMap((part) =>
    runPart(plan, part, { image, masks: part.regions.map((n) => masks[n]) }),
  );
  return joinParts(plan, measured);
}

describe("any split of a plan into parts", () => {
  it.each<[string, SettingsInput]>([
    [
      "families and filters",
      { families: ["diagnostics", "statistics", "localIntensity"], filters },
    ],
    ["interpolated images", { resample: { spacing: [1, 2, 2] }, families: ["glcm"], filters }],
    ["filters alone", { original: false, filters }],
    ["no filter", { families: ["statistics", "ngtdm"] }],
    [
      // intensities of the phantom are grey levels, its responses are none
      "images that regions are refused in",
      {
        discretise: { method: "none" },
        filters: [{ type: "gradient" }, { type: "mean", support: 3 }],
        filterFeatures: { families: ["histogram"], discretise: { method: "none" } },
        families: ["histogram"],
      },
    ],
  ])("gives, in any order, what the whole gives: %s", (_, input) => {
    const plan = planOf(resolveSettings(input), masks.length);
    const whole = extractRegions(image, masks, input);
    expect(whole[2].error?.code).toBe("geometry-mismatch");
    const refused = input.discretise?.method === "none" ? "discretisation" : undefined;
    expect(whole[1].error?.code).toBe(refused);
    fc.assert(
      fc.property(arbitrarySplit(plan), (parts) => {
        expect(run(plan, parts)).toStrictEqual(whole);
      }),
      { numRuns: 15 },
    );
    expect(run(plan, partsOf(plan))).toStrictEqual(whole);
  });
});

describe("a part", () => {
  const plan = planOf(
    resolveSettings({ resample: { spacing: [1, 2, 2] }, families: ["statistics"], filters }),
    masks.length,
  );

  it("interpolates the image once for all filters and regions, or takes it as it is given", () => {
    const interpolate = vi.spyOn(resampling, "resampleWhole");
    const apply = vi.spyOn(filtering, "respondIn");
    try {
      const found = runPart(plan, wholePart(plan), { image, masks });
      expect(interpolate).toHaveBeenCalledTimes(1);
      expect(apply).toHaveBeenCalledTimes(3);
      const interpolated = interpolate.mock.results[0].value as Volume;
      expect(runPart(plan, wholePart(plan), { image, masks, interpolated })).toStrictEqual(found);
      expect(interpolate).toHaveBeenCalledTimes(1);
    } finally {
      interpolate.mockRestore();
      apply.mockRestore();
    }
  });

  it("interpolates nothing without filters, or where every region is refused", () => {
    const interpolate = vi.spyOn(resampling, "resampleWhole");
    try {
      runPart(plan, { regions: [0, 1], images: [0] }, { image, masks: masks.slice(0, 2) });
      const [refused] = runPart(plan, { regions: [2], images: [1] }, { image, masks: [masks[2]] });
      expect(refused).toMatchObject({ region: 2, image: 1, error: { code: "geometry-mismatch" } });
      expect(interpolate).not.toHaveBeenCalled();
    } finally {
      interpolate.mockRestore();
    }
  });

  it("names its regions by their numbers in the plan", () => {
    const stages: string[] = [];
    const onProgress = ({ stage }: { stage: string }) => stages.push(stage);
    runPart(
      plan,
      { regions: [1, 3], images: [0] },
      { image, masks: [mask, masks[3]] },
      { onProgress },
    );
    expect([...new Set(stages)]).toEqual(["region 2 of 4", "region 4 of 4"]);
  });
});
