import { describe, expect, it } from "vitest";
import { extract } from "../../src/extraction/extract.ts";
import { imageFamilies, standardFamilies } from "../../src/families/families.ts";
import { columnOf } from "../../src/report/csv.ts";
import { parseColumn } from "../../src/report/parse-column.ts";
import { toTable } from "../../src/report/table.ts";
import { resolvePreset } from "../../src/settings/presets.ts";
import { resolveSettings } from "../../src/settings/resolve.ts";
import type { SettingsInput } from "../../src/settings/settings.ts";
import { identityDirection, type Vec3 } from "../../src/volume/volume.ts";

/** Doses 0, 1 … 9 Gy in a row of voxels of 0.1 mL each. */
const grid = {
  size: [10, 1, 1] as Vec3,
  spacing: [4, 5, 5] as Vec3,
  origin: [0, 0, 0] as Vec3,
  direction: identityDirection,
};
const mask = { ...grid, data: new Uint8Array(10).fill(1) };
const ramp = (lowest = 0) => ({
  ...grid,
  data: Float64Array.from({ length: 10 }, (_, n) => n + lowest),
});

const measured = (settings: SettingsInput = {}, image = ramp()) =>
  extract(image, mask, { families: ["doseVolume"], ...settings }).features;
const lists = {
  doseVolume: {
    volumes: [100, 95, 50, 2],
    volumesCc: [0.03, 0.1, 0.25, 1],
    doses: [0, 3, 9, 9.5],
    a: [2],
  },
} as const;

describe("dose-volume features", () => {
  it("are those of a ramp of doses", () => {
    const rows = measured(lists);
    expect(rows.map(({ tag, value, unit }) => [tag, value, unit])).toEqual([
      ["dvh_mean", 4.5, "intensity"],
      ["dvh_d_pct_100", 0, "intensity"],
      ["dvh_d_pct_95", 0, "intensity"],
      ["dvh_d_pct_50", 5, "intensity"],
      ["dvh_d_pct_2", 9, "intensity"],
      ["dvh_d_cc_0_03", 9, "intensity"],
      ["dvh_d_cc_0_1", 9, "intensity"],
      ["dvh_d_cc_0_25", 7, "intensity"],
      ["dvh_d_cc_1", 0, "intensity"],
      ["dvh_v_pct_0", 100, "%"],
      ["dvh_v_ml_0", 1, "mL"],
      ["dvh_v_pct_3", 70, "%"],
      ["dvh_v_ml_3", expect.closeTo(0.7, 14), "mL"],
      ["dvh_v_pct_9", 10, "%"],
      ["dvh_v_ml_9", 0.1, "mL"],
      ["dvh_v_pct_9_5", 0, "%"],
      ["dvh_v_ml_9_5", 0, "mL"],
      ["dvh_geud_2", expect.closeTo(Math.sqrt(28.5), 14), "intensity"],
    ]);
    for (const row of rows) {
      expect(row).toMatchObject({ family: "doseVolume", code: null, aggregationCode: null });
      expect(row.reason).toBeNull();
    }
  });

  it("have columns of their own, which say what they are at", () => {
    const rows = measured(lists);
    const columns = rows.map(columnOf);
    expect(columns.slice(0, 2)).toEqual([
      "doseVolume.meanDose",
      "doseVolume.doseAtVolumeFraction.100%",
    ]);
    expect(columns).toContain("doseVolume.doseAtVolume.0.03cc");
    expect(columns).toContain("doseVolume.volumeAtDose.9.5Gy");
    expect(columns).toContain("doseVolume.generalisedEquivalentUniformDose.a=2");
    expect(new Set(columns).size).toBe(rows.length);
    expect(columns.map(parseColumn)).toEqual(
      rows.map(({ image, family, name, aggregation }) => ({ image, family, name, aggregation })),
    );
    for (const other of [
      "doseVolume.meanDose.1%",
      "doseVolume.volumeAtDose",
      "doseVolume.volumeAtDose.3cc",
    ])
      expect(parseColumn(other)).toBeNull();
  });

  it("stand on a line each in tables", () => {
    const lines = toTable(measured(lists)).split("\n");
    expect(lines[0]).toBe("Dose-volume histogram");
    expect(lines).toContainEqual(
      expect.stringMatching(/^ {2}Dose at volume, 0\.25cc +7 {2}intensity$/),
    );
    expect(lines).toContainEqual(
      expect.stringMatching(/^ {2}Volume fraction at dose, 3Gy +70 {2}%$/),
    );
  });

  it("are measured only where they are named, also by a feature alone", () => {
    expect(imageFamilies).not.toContain("doseVolume");
    expect(standardFamilies).not.toContain("doseVolume");
    expect(resolveSettings({}).families).not.toContain("doseVolume");
    expect(resolvePreset("ibsi-1c").families).not.toContain("doseVolume");
    const named = extract(ramp(), mask, {
      features: ["doseVolume.volumeFractionAtDose", "dvh_mean"],
      ...lists,
    });
    expect(named.features.map(({ tag }) => tag)).toEqual([
      "dvh_mean",
      "dvh_v_pct_0",
      "dvh_v_pct_3",
      "dvh_v_pct_9",
      "dvh_v_pct_9_5",
    ]);
  });

  it("name the setting that lists what a feature is at", () => {
    for (const word of ["doseVolume.doseAtVolume.2.5cc", "dvh_d_cc_2_5"])
      expect(() => measured({ families: null, features: [word as never] })).toThrow(
        'name "doseVolume.doseAtVolume", and list what it is at in the setting doseVolume.volumesCc',
      );
  });

  it("have no dose at a volume that the region has not", () => {
    const [one] = measured({
      features: ["dvh_d_cc"],
      families: null,
      doseVolume: { volumesCc: [1.01] },
    });
    expect(one).toMatchObject({ tag: "dvh_d_cc_1_01", value: null, reason: "too-few-voxels" });
  });

  it("have no equivalent dose where a dose is negative, as in a difference of doses", () => {
    const rows = measured({ doseVolume: { a: [1, 3] } }, ramp(-1));
    const equivalent = rows.filter(({ name }) => name === "generalisedEquivalentUniformDose");
    expect(equivalent.map(({ value, reason }) => [value, reason])).toEqual([
      [null, "negative-intensity"],
      [null, "negative-intensity"],
    ]);
    const others = rows.filter((row) => !equivalent.includes(row) && row.value === null);
    // the ramp is a region of 1 cc
    expect(others.map(({ tag }) => tag)).toEqual(["dvh_d_cc_2"]);
  });

  it("have no volumes in a slice whose thickness was assumed", () => {
    const rows = measured(lists, { ...ramp(), thicknessAssumed: true } as never);
    for (const { name, value, reason } of rows) {
      const isVolume = name === "doseAtVolume" || name === "volumeAtDose";
      expect(reason).toBe(isVolume ? "thickness-assumed" : null);
      expect(value === null).toBe(isVolume);
    }
  });

  it("have no value where no voxel is left", () => {
    const rows = measured({ resegment: { range: [20, 30] } });
    expect(rows.length).toBeGreaterThan(10);
    for (const row of rows)
      expect(row).toMatchObject({ value: null, reason: "empty-intensity-mask" });
  });

  it("refuse what cannot be a per cent, a volume, a dose or a parameter", () => {
    const refused = (doseVolume: object) => () => resolveSettings({ doseVolume });
    expect(refused({ volumes: [101] })).toThrow(
      "doseVolume.volumes[0]: found 101, expected a number above 0 and at most 100",
    );
    expect(refused({ volumesCc: [0] })).toThrow(
      "doseVolume.volumesCc[0]: found 0, expected a number above 0",
    );
    expect(refused({ doses: [-1] })).toThrow(
      "doseVolume.doses[0]: found -1, expected a number at least 0",
    );
    expect(refused({ a: [1, 0] })).toThrow("doseVolume.a: found 0, expected numbers other than 0");
    expect(refused({ doses: [5, 5] })).toThrow(
      "doseVolume.doses[1]: found 5 a second time, expected it once",
    );
    expect(refused({ dose: [5] })).toThrow("doseVolume.dose");
  });
});
