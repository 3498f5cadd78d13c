import { describe, expect, it } from "vitest";
import { fromWideRecords } from "../../src/reproducibility/measurement-table.ts";
import { oneRowEach } from "../../src/reproducibility/one-row-each.ts";

const records = [
  { id: "P1", region: "core", settings: "fine", volume: 3, x: 1 },
  { id: "P1", region: "edema", settings: "fine", volume: 9, x: 5 },
  { id: "P2", region: "core", settings: "fine", volume: 4, x: null },
  { id: "P2", region: "core", settings: "coarse", volume: 2, x: 7 },
];
const table = fromWideRecords(records, ["id", "region", "settings"]);

describe("one row an id", () => {
  it("is chosen by the values of columns", () => {
    const { ids, features, labels } = oneRowEach(table, "id", {
      where: { region: "core", settings: "fine" },
    });
    expect(ids).toEqual(["P1", "P2"]);
    expect([...features.volume]).toEqual([3, 4]);
    expect(features.x[1]).toBeNaN();
    expect(labels.region).toEqual(["core", "core"]);
  });

  it.each([
    ["first", [3, 4], [1, Number.NaN]],
    ["mean", [6, 3], [3, 7]],
    ["largest", [9, 4], [5, Number.NaN]],
  ] as const)("is the %s of several", (several, volume, x) => {
    const { features } = oneRowEach(table, "id", { several, volumeColumn: "volume" });
    expect([...features.volume]).toEqual(volume);
    expect([...features.x]).toEqual(x);
  });

  it.each([
    [{}, '"P1" has 2 rows, which differ in "region": choose one (where), or say what several mean'],
    [{ where: { settings: "rough" } }, 'no row has settings = "rough" (found "fine", "coarse")'],
    [
      { where: { setings: "fine" } },
      'found no column "setings"; the columns that are no features are "id", "region", "settings"; did you mean "settings"?',
    ],
    [
      { several: "largest" },
      "several: largest needs the column of a volume (volumeColumn): none is known",
    ],
    [{ several: "largest", volumeColumn: "size" }, 'found no feature "size"'],
    [
      { several: "first", volumeColumn: "volum" },
      'volumeColumn: found no feature "volum", expected the volume among the features of the table; did you mean "volume"?',
    ],
    [{ several: "all" }, 'several: found "all", expected largest, mean, first'],
  ])("is refused with %j", (choice, message) => {
    expect(() => oneRowEach(table, "id", choice as never)).toThrow(message);
  });

  it("says of which rows it is made", () => {
    const { rows } = oneRowEach(table, "id", { several: "mean" });
    expect(rows).toEqual([
      [0, 1],
      [2, 3],
    ]);
    expect(oneRowEach(table, "id", { several: "largest", volumeColumn: "volume" }).rows).toEqual([
      [1],
      [2],
    ]);
  });

  it("is every row of a table that does not say who its rows are of", () => {
    const { ids, rows } = oneRowEach(table, null, { where: { settings: "fine" } });
    expect({ ids, rows }).toEqual({ ids: ["1", "2", "3"], rows: [[0], [1], [2]] });
    expect(() => oneRowEach(table, null, { several: "mean" })).toThrow(
      'several: found "mean", but no column says who a row is of (id)',
    );
  });

  it("is refused where an id is missing", () => {
    const empty = fromWideRecords([{ id: "", x: 1 }], ["id"]);
    expect(() => oneRowEach(empty, "id")).toThrow('row 1: found no id in column "id"');
  });
});
