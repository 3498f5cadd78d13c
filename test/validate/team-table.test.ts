import { describe, expect, it } from "vitest";
import { readTeamTable } from "../../src/validate/team-table.ts";

/** A record of the table of IBSI 2. */
const record = (patient: string, tag: string, a: string, b: string, filter = "1") => ({
  modality: "CT",
  patient,
  filter,
  tag,
  a,
  b,
});

describe("readTeamTable", () => {
  it("has a value for each team, and null for what stands for none", () => {
    const table = readTeamTable("ibsi-2-phase3", [
      record("P1", "stat_mean", "1.5", ""),
      record("P2", "stat_mean", "-2e-3", "NaN"),
      record("P3", "stat_mean", "0", " -Inf"),
      record("P3", "stat_var", "2", "NA"),
    ]);
    expect(table.teams).toEqual(["a", "b"]);
    expect([...table.values]).toEqual([
      ["P1 CT 1 stat_mean", [1.5, null]],
      ["P2 CT 1 stat_mean", [-2e-3, null]],
      ["P3 CT 1 stat_mean", [0, null]],
      ["P3 CT 1 stat_var", [2, null]],
    ]);
  });

  it("takes the median of the teams' ranges over the patients", () => {
    const of = (...rows: [a: string, b: string][]) =>
      readTeamTable(
        "ibsi-2-phase3",
        rows.map(([a, b], n) => record(`P${n}`, "stat_mean", a, b)),
      ).ranges.get("CT 1 stat_mean");
    expect(of(["1", "10"], ["4", "10"], ["2", "15"])).toBe(4); // of 3 and 5
    expect(of(["1", "10"], ["4", ""])).toBe(3); // b has one patient
    expect(of(["1", "10"])).toBeNull();
  });

  it("leaves out a response map of IBSI 2 whose values all are 0", () => {
    const records = [
      record("P1", "stat_mean", "0", "0", "3"),
      record("P1", "stat_var", "0", "1", "3"),
      record("P1", "stat_mean", "0", "2", "4"),
    ];
    expect([...readTeamTable("ibsi-2-phase3", records).values.values()]).toEqual([
      [null, 0],
      [null, 1],
      [null, 2],
    ]);
    const ibsi1 = readTeamTable("ibsi-1-phase3", [
      { modality: "PET", patient: "P", tag: "t", a: "0" },
    ]);
    expect(ibsi1.values.get("P PET 1 t")).toEqual([0]);
  });

  it("refuses another table, and a cell that is no number", () => {
    expect(() =>
      readTeamTable("ibsi-2-phase3", [{ modality: "CT", patient: "P", tag: "t" }]),
    ).toThrow(
      'the teams\' values of IBSI 2 phase 3 have no column "filter": found "modality", "patient", "tag"',
    );
    expect(() => readTeamTable("ibsi-1-phase3", [])).toThrow("found none");
    expect(() => readTeamTable("ibsi-2-phase3", [record("P", "t", "1,5", "")])).toThrow(
      'the teams\' values, row 1, column "a": found "1,5", expected a number or nothing',
    );
    const row = record("P", "t", "1", "2");
    expect(() => readTeamTable("ibsi-2-phase3", [row, { ...row, filter: "10" }])).toThrow(
      'row 2, column "filter": found "10", expected 1, 2, 3, 4, 5, 6, 7, 8 or 9',
    );
    expect(() => readTeamTable("ibsi-2-phase3", [{ ...row, modality: "MR" }])).toThrow(
      'row 1, column "modality": found "MR", expected CT, MR_T1 or PET',
    );
    expect(() => readTeamTable("ibsi-2-phase3", [row, { ...row, tag: "u" }, row])).toThrow(
      'rows 1 and 3: both are "P CT 1 t"',
    );
    expect(() => readTeamTable("ibsi-3" as "ibsi-1-phase3", [])).toThrow(/study/);
  });
});
