import { describe, expect, it } from "vitest";
import type { Progress } from "../../src/base/watch.ts";
import { featureMap } from "../../src/feature-map/feature-map.ts";
import { featureMapRows } from "../../src/feature-map/feature-map-rows.ts";
import type { SettingsInput } from "../../src/settings/settings.ts";
import { countGridVoxels } from "../../src/volume/volume.ts";
import { digitalPhantom } from "../phantoms.ts";

const { image, mask } = digitalPhantom();
const options = { features: ["glcm.contrast", "stat_mean"] };

describe("featureMapRows", () => {
  it("makes the same maps, in the order of memory and in the same arrays", () => {
    const { features, grid, rows, rowCount, rowLength } = featureMapRows(image, mask, options);
    const data = features.map(() => new Float64Array(countGridVoxels(grid)).fill(Number.NaN));
    const starts: number[] = [];
    const arrays = new Set<readonly Float64Array[]>();
    for (const { start, values } of rows()) {
      starts.push(start);
      arrays.add(values);
      values.forEach((row, n) => {
        expect(row).toHaveLength(rowLength);
        data[n].set(row, start);
      });
    }
    expect(data).toEqual(featureMap(image, mask, options).map(({ volume }) => volume.data));
    expect(starts).toEqual([...starts].sort((a, b) => a - b));
    expect(starts).toHaveLength(rowCount);
    expect(arrays.size).toBe(1);
  });

  it("can be made again, and by two at once", () => {
    const { rows } = featureMapRows(image, mask, options);
    const other = rows();
    for (const { start, values } of rows()) {
      const twin = other.next().value;
      expect(twin?.start).toBe(start);
      expect(twin?.values).toEqual(values);
    }
  });

  it("has the notes of extract that concern the mapped features", () => {
    const codesOf = (features: readonly string[], settings: SettingsInput = {}) =>
      featureMapRows({ ...image, spacing: [1, 1, 3] }, { ...mask, spacing: [1, 1, 3] }, { features, settings })
        .notes.map(({ code }) => code); // biome-ignore format: one call
    const flat: SettingsInput = { discretise: { method: "fixedBinSize", width: 100, minimum: 0 } };
    expect(codesOf(["stat_mean"], flat)).toEqual([]);
    expect(codesOf(["ih_mean"], flat)).toEqual(["one-grey-level"]);
    expect(codesOf(["glcm.contrast"])).toEqual(["elongated-voxels"]);
    expect(codesOf(["glcm.contrast"], { aggregations: ["2D:avg"] })).toEqual([]);
    expect(codesOf(["stat_mean"], { resegment: { range: [3, 6] } })).toEqual(["much-left-out"]);
  });

  it("gives settings, neighbourhood and features of the maps", () => {
    const { settings, neighbourhood, features, voxels } = featureMapRows(image, mask, options);
    expect(settings.discretise).toEqual({ method: "fixedBinNumber", bins: 32 });
    expect(neighbourhood).toEqual({ radius: 1, shape: "cubic", dimensions: 3, masked: true });
    expect(features.map(({ tag }) => tag)).toEqual([
      "cm_contrast_3D_avg",
      "cm_contrast_3D_comb",
      "stat_mean",
    ]);
    expect(features[0]).toEqual({
      family: "glcm",
      name: "contrast",
      code: "ACUI",
      tag: "cm_contrast_3D_avg",
      aggregation: "3D:avg",
      aggregationCode: "ITBB",
      unit: null,
    });
    expect(voxels).toBe(74);
  });

  it("tells its progress row by row, and can be stopped between two rows", () => {
    const seen: Progress[] = [];
    const controller = new AbortController();
    const watch = {
      signal: controller.signal,
      onProgress: (progress: Progress) => {
        seen.push(progress);
        if (progress.done === 5) controller.abort(new Error("enough"));
      },
    };
    const { rows, rowCount } = featureMapRows(image, mask, options, watch);
    let made = 0;
    expect(() => {
      for (const _ of rows()) made++;
    }).toThrow("enough");
    expect(made).toBe(5);
    expect(seen.map(({ done, total }) => [done, total])).toEqual(
      [0, 1, 2, 3, 4, 5].map((done) => [done, rowCount]),
    );
    expect(seen[0].stage).toBe("slice 0");
    expect(seen[5].stage).toBe("slice 1");
  });
});
