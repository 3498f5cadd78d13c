import { describe, expect, it } from "vitest";
import { readRds } from "../../scripts/phantoms/rds.ts";
import { teamTableOf } from "../../scripts/phantoms/team-values.ts";
import { readTeamTable } from "../../src/validate/team-table.ts";
import { rdsOf } from "./rds-file.ts";

describe("readRds", () => {
  it("reads a data frame, compressed by gzip", () => {
    expect(readRds(rdsOf({ tag: ["a", "µ"], value: [1.5, -2e-300] }))).toEqual({
      names: ["tag", "value"],
      values: [["a", "µ"], Float64Array.of(1.5, -2e-300)],
    });
  });

  it("refuses what is no file of R, another version, and other types", () => {
    expect(() => readRds(new TextEncoder().encode("A\n"))).toThrow("does not begin with X");
    const header = (...integers: number[]) => {
      const bytes = Buffer.alloc(2 + 4 * integers.length);
      bytes.write("X\n");
      integers.forEach((value, n) => {
        bytes.writeInt32BE(value, 2 + 4 * n);
      });
      return bytes;
    };
    expect(() => readRds(header(4, 0, 0))).toThrow("version 4 of R's format, expected 2 or 3");
    expect(() => readRds(header(2, 0, 0, 6))).toThrow("type 6 of R");
  });
});

describe("teamTableOf", () => {
  it("joins the data frames of IBSI 1", () => {
    const file = (team: string, modality: string, value: number[]) => ({
      path: `validation/${team}/results.RDS`,
      content: rdsOf({
        tag: ["stat_mean", "stat_var"],
        id: ["STS_001", "STS_001"],
        modality: [modality, modality],
        value,
        team: [team, team],
      }),
    });
    const table = teamTableOf("ibsi-1-phase3", [
      file("oncoray", "MR_T1", [1.25, Number.NaN]),
      file("mcgill", "MR", [3, 4]),
      file("mcgill", "PET", [5, 6]),
    ]);
    expect(table).toBe(
      `modality,patient,tag,oncoray,mcgill
MR_T1,STS_001,stat_mean,1.25,3
MR_T1,STS_001,stat_var,,4
PET,STS_001,stat_mean,,5
PET,STS_001,stat_var,,6
`,
    );
  });

  it("joins the CSV files of IBSI 2, with commas or semicolons, without diagnostics", () => {
    const ids = [1, 2, 3, 4, 5, 6, 7, 8, 9];
    const csv = (delimiter: string, values: string[]) =>
      [
        ["feature_tag", "family", ...ids.map((id) => `ID_${id}`)],
        ["vox_count", "Diagnostic", ...ids.map(String)],
        ["stat_mean", "Statistics", ...values],
      ]
        .map((row) => row.join(delimiter))
        .join("\n");
    const encode = (text: string) => new TextEncoder().encode(text);
    const table = teamTableOf("ibsi-2-phase3", [
      {
        path: "results/phase_3/King's College London/STS_001_MR_T1.csv",
        content: encode(csv(";", ["1", "2", "", "NaN", "5", "6", "7", "8", "9e-3"])),
      },
      {
        path: "results/phase_3/USZ/STS_001_MR_T1.csv",
        content: encode(csv(",", ["-1", "", "", "", "", "", "", "", ""])),
      },
    ]);
    const lines = table.split("\n");
    expect(lines[0]).toBe("modality,patient,filter,tag,King's College London,USZ");
    expect(lines.slice(1, 5)).toEqual([
      "MR_T1,STS_001,1,stat_mean,1,-1",
      "MR_T1,STS_001,2,stat_mean,2,",
      "MR_T1,STS_001,3,stat_mean,,",
      "MR_T1,STS_001,4,stat_mean,,",
    ]);
    expect(lines[9]).toBe("MR_T1,STS_001,9,stat_mean,9e-3,");
  });

  it("refuses other files", () => {
    const content = new Uint8Array();
    expect(() => teamTableOf("ibsi-2-phase3", [{ path: "a/b.csv", content }])).toThrow(
      "a/b.csv: no patient and modality in the name",
    );
    const file = { path: "a.RDS", content: rdsOf({ tag: ["a"] }) };
    expect(() => teamTableOf("ibsi-1-phase3", [file])).toThrow('a.RDS: no texts named "team"');
  });

  it("makes a table that is read back", () => {
    const content = rdsOf({ tag: ["t"], id: ["P"], modality: ["CT"], value: [0.1], team: ["a"] });
    const table = teamTableOf("ibsi-1-phase3", [{ path: "a.RDS", content }]);
    const [head, row] = table.split("\n").map((line) => line.split(","));
    const record = Object.fromEntries(head.map((name, n) => [name, row[n]]));
    expect([...readTeamTable("ibsi-1-phase3", [record]).values]).toEqual([["P CT 1 t", [0.1]]]);
  });
});
