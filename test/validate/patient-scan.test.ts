import { describe, expect, it } from "vitest";
import type { FeatureValue } from "../../src/families/feature-value.ts";
import { compareWithTeams } from "../../src/validate/patient-scan.ts";
import { patientPreset } from "../../src/validate/patient-study.ts";
import { toPatientTable } from "../../src/validate/patient-table.ts";
import { readTeamTable } from "../../src/validate/team-table.ts";
import { identityDirection } from "../../src/volume/volume.ts";
import { featureRow } from "../report/feature-row.ts";

/** A mask of 2 × 2 × 4 voxels with one voxel in the given slice. */
function maskIn(slice: number) {
  const data = new Uint8Array(16);
  data[4 * slice + 2] = 1;
  return { data, size: [2, 2, 4], spacing: [1, 1, 1], origin: [0, 0, 0], direction: identityDirection } as const; // biome-ignore format: one line
}

const feature = (tag: string, value: number | null, image = "original"): FeatureValue =>
  featureRow({ tag, value, image });

const cells = { near: "100.05", far: "101", none: "" };
const table = readTeamTable("ibsi-2-phase3", [
  { modality: "CT", patient: "P1", filter: "1", tag: "stat_mean", ...cells },
  {
    modality: "CT",
    patient: "P2",
    filter: "1",
    tag: "stat_mean",
    near: "200",
    far: "300",
    none: "",
  },
  { modality: "CT", patient: "P1", filter: "2", tag: "stat_mean", near: "7", far: "8", none: "7" },
]);

describe("compareWithTeams", () => {
  it("says of each team that gave a value how near it is", () => {
    const { values } = compareWithTeams(table, "CT", "P1", maskIn(1), [feature("stat_mean", 100)]);
    // the ranges are 99.95 and 199, their median 149.475: 1 % is 1.49
    expect(values).toEqual([
      {
        filter: 1,
        feature: feature("stat_mean", 100),
        agreements: [
          { team: "near", close: true, inRange: true },
          { team: "far", close: false, inRange: true },
        ],
      },
    ]);
  });

  it("finds the filter by the image of a feature, and leaves out what the table lacks", () => {
    const features = [
      feature("stat_mean", 7, "mean-support-3"),
      feature("stat_var", 1),
      feature("stat_mean", 7, "mean-support-5"),
      feature("stat_mean", null, "mean-support-3"),
    ];
    const { values } = compareWithTeams(table, "CT", "P1", maskIn(1), features);
    expect(values.map(({ filter, agreements }) => [filter, agreements])).toEqual([
      [
        2,
        [
          { team: "near", close: true, inRange: false }, // of one patient there is no range
          { team: "far", close: false, inRange: false },
          { team: "none", close: true, inRange: false },
        ],
      ],
      [2, ["near", "far", "none"].map((team) => ({ team, close: false, inRange: false }))],
    ]);
  });

  it.each([
    [0, true],
    [1, false],
    [2, false],
    [3, true],
  ])("tells that a mask has a voxel in an end slice: %i", (slice, expected) => {
    expect(compareWithTeams(table, "CT", "P1", maskIn(slice), []).atBorder).toBe(expected);
  });

  it("has a preset for each study and modality", () => {
    expect(patientPreset("ibsi-1-phase3", "MR_T1")).toBe("ibsi-1-phase3-mr");
  });
});

describe("toPatientTable", () => {
  it("counts values with a team by filter, and shows masks at the border apart", () => {
    const scans = [1, 0].map((slice) =>
      compareWithTeams(table, "CT", "P1", maskIn(slice), [
        feature("stat_mean", 100),
        feature("stat_mean", 9, "mean-support-3"),
      ]),
    );
    expect(
      toPatientTable(scans)
        .split("\n")
        .map((line) => line.replace(/ +/g, " ")),
    ).toEqual([
      "IBSI 2 phase 3, CT, 1 scan values with a team the nearest team",
      " 1: none 1 100.0 % 100.0 % near",
      " 2: mean 1 0.0 % 0.0 % near",
      " all 2 50.0 % 50.0 % near",
      " 1 with a mask up to the first or last slice 2 50.0 % 50.0 % near",
      "",
    ]);
  });
});
