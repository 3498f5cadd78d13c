import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  toCsv,
  toLongCsv,
  toLongRegionsCsv,
  toVerbatimCsv,
  toWideCsv,
} from "../../src/report/csv.ts";
import { featureRow } from "./feature-row.ts";

/** The cells of CSV text as RFC 4180 defines them, with lines that end in LF. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  const cells: string[] = [];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\n]*))([,\n])/g)) {
    cells.push(quoted?.replaceAll('""', '"') ?? plain);
    if (end === "\n") rows.push(cells.splice(0));
  }
  return rows;
}

describe("toCsv", () => {
  it("gives every text and every finite number back", () => {
    const cell = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.constantFrom('"', ",", "\r\n", '",\n"'),
    );
    fc.assert(
      fc.property(
        fc.array(fc.tuple(cell, fc.double({ noNaN: true, noDefaultInfinity: true }))),
        (rows) => {
          const read = parseCsv(toCsv(rows)).map(([text, number]) => [
            text.replace(/^'(?=[=+\-@\t\r\n＝＋－＠])/, ""),
            Number(number),
          ]);
          expect(read).toEqual(rows.map(([text, number]) => [text, number + 0]));
        },
      ),
    );
  });

  it.each([
    ["=HYPERLINK(1)", "'=HYPERLINK(1)"],
    ["+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"],
    ["-GTV", "'-GTV"],
    ["@SUM(1)", "'@SUM(1)"],
    ["\t=1", "'\t=1"],
    ["＝1＋1", "'＝1＋1"],
    ["-1+2", "'-1+2"],
    // numbers, as text too, and what only has such a sign inside
    ["-12.5", "-12.5"],
    ["+3e-5", "+3e-5"],
    ["GTV-1", "GTV-1"],
    ["a=b", "a=b"],
    ["", ""],
  ])("keeps spreadsheets from running %j", (text, cell) => {
    expect(toCsv([[text]])).toBe(`${cell}\n`);
    expect(toCsv([[-5]])).toBe("-5\n");
  });

  it("leaves cells without a value empty", () => {
    expect(toCsv([[null, NaN, Infinity, 0.1 + 0.2]])).toBe(",,,0.30000000000000004\n");
  });
});

describe("toLongCsv", () => {
  it("has a row for each value and a column for each field", () => {
    const rows = [
      featureRow({ value: 2.1486486486486487, unit: "intensity" }),
      featureRow({ value: null, reason: "too-few-voxels" }),
    ];
    expect(toLongCsv(rows)).toBe(
      "image,family,name,code,tag,aggregation,aggregationCode,value,unit,reason\n" +
        "original,statistics,meanIntensity,Q4LE,stat_mean,,DHQ4,2.1486486486486487,intensity,\n" +
        "original,statistics,meanIntensity,Q4LE,stat_mean,,DHQ4,,,too-few-voxels\n",
    );
  });
});

describe("toLongRegionsCsv", () => {
  it("puts the region's name in front, or its label", () => {
    const region = (roi: { label: number | null; region: string | null }, value: number) => ({
      roi,
      features: [featureRow({ value }), featureRow({ value: null, reason: "too-few-voxels" })],
    });
    const [header, ...rows] = parseCsv(
      toLongRegionsCsv([
        region({ label: 7, region: "left, upper" }, 1.5),
        region({ label: 2, region: null }, -3),
      ]),
    );
    expect(header.slice(0, 3)).toEqual(["region", "image", "family"]);
    expect(rows.map((row) => [row[0], row[8], row[10]])).toEqual([
      ["left, upper", "1.5", ""],
      ["left, upper", "", "too-few-voxels"],
      ["2", "-3", ""],
      ["2", "", "too-few-voxels"],
    ]);
  });
});

describe("toWideCsv", () => {
  it("calls a region by its name, where it has one", () => {
    const region = { image: { name: "i" }, mask: { name: "m" }, roi: { label: 3, region: "GTV" }, features: [] }; // biome-ignore format: a record
    expect(parseCsv(toWideCsv([region]))).toEqual([
      ["image", "mask", "roi"],
      ["i", "m", "GTV"],
    ]);
  });

  it("has a row for each region and a column for each value that one of them has", () => {
    const glcm = { family: "glcm", name: "contrast", aggregation: "3D:avg" } as const;
    const region = (label: number | null, ...features: ReturnType<typeof featureRow>[]) => ({
      image: { name: "a,b.nii" },
      mask: { name: "m.nii" },
      roi: { label },
      features,
    });
    const text = toWideCsv([
      region(null, featureRow({ value: 1.5 }), featureRow({ ...glcm, value: null })),
      region(
        2,
        featureRow({ ...glcm, value: -3 }),
        featureRow({ ...glcm, image: "mean", value: 4 }),
      ),
    ]);
    expect(parseCsv(text)).toEqual([
      ["image", "mask", "roi", "statistics.meanIntensity", "glcm.contrast.3D:avg", "mean/glcm.contrast.3D:avg"],
      ["a,b.nii", "m.nii", "", "1.5", "", ""],
      ["a,b.nii", "m.nii", "2", "", "-3", "4"],
    ]); // biome-ignore format: a table
  });
});

describe("CSV of a table that was read", () => {
  it("has its texts as they were, without an apostrophe in front", () => {
    const rows = [
      ["=id", "-12A", 'a "b", c'],
      ["@x", 0.5, null],
    ];
    expect(toVerbatimCsv(rows)).toBe('=id,-12A,"a ""b"", c"\n@x,0.5,\n');
  });
});
