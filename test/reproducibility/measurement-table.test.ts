import { parse } from "csv-parse/sync";
import { describe, expect, it } from "vitest";
import { extract } from "../../src/extraction/extract.ts";
import { columnOf, toLongCsv, toWideCsv } from "../../src/report/csv.ts";
import { toReportedVolume } from "../../src/report/report.ts";
import {
  fromLongRecords,
  fromWideRecords,
  type TableRecord,
} from "../../src/reproducibility/measurement-table.ts";
import { digitalPhantom } from "../phantoms.ts";

const records = (text: string): TableRecord[] => parse(text, { columns: true });

describe("fromWideRecords", () => {
  it("reads the CSV of extract --format wide", () => {
    const { image, mask } = digitalPhantom();
    const { features } = extract(image, mask, {
      discretise: { method: "none" },
      families: ["statistics", "glcm"],
    });
    const region = (label: number | null) => ({
      image: toReportedVolume("a.nii", image),
      mask: toReportedVolume("b, c.nii", mask),
      roi: { label },
      features,
    });
    const table = fromWideRecords(records(toWideCsv([region(null), region(2)])), [
      "image",
      "mask",
      "roi",
    ]);
    expect(table.rows).toBe(2);
    expect(table.labels).toEqual({
      image: ["a.nii", "a.nii"],
      mask: ["b, c.nii", "b, c.nii"],
      roi: ["", "2"],
    });
    expect(Object.keys(table.features)).toHaveLength(features.length);
    for (const feature of features)
      expect([...table.features[columnOf(feature)]]).toEqual([feature.value, feature.value]);
    expect(table.features["glcm.contrast.3D:avg"]).toBeDefined();
  });

  it("takes empty cells as missing", () => {
    const table = fromWideRecords(records("who,a,b\np1,1.5,\np2,NA,-2e-3\n"), ["who"]);
    expect(table.features).toEqual({
      a: Float64Array.of(1.5, Number.NaN),
      b: Float64Array.of(Number.NaN, -0.002),
    });
  });

  it("reads infinity as other programs write it", () => {
    const lines = "who,a,b\np1,inf,nan\np2,-Inf,Infinity\np3,+INF,-infinity\np4,1,NAN\n";
    const { features } = fromWideRecords(records(lines), ["who"]);
    expect(features).toEqual({
      a: Float64Array.of(Infinity, -Infinity, Infinity, 1),
      b: Float64Array.of(Number.NaN, Infinity, -Infinity, Number.NaN),
    });
    expect(() => fromWideRecords(records("who,a\np1,info\n"), ["who"])).toThrow('found "info"');
  });

  it("names row and column of what is no number", () => {
    expect(() => fromWideRecords(records("who,a\np1,1\np2,about 3\n"), ["who"])).toThrow(
      'row 2, column "a": found "about 3", expected a number or nothing; name the column as a label if it is no feature',
    );
  });

  it("names a column that is not there, and the nearest one", () => {
    expect(() => fromWideRecords(records("subject,a\np1,1\n"), ["subjct"])).toThrow(
      'no column "subjct"; the table has "subject" or "a"; did you mean "subject"?',
    );
    expect(() => fromWideRecords(records("subject,a\np1,1\n"), [undefined as never])).toThrow(
      'no column undefined; the table has "subject" or "a"',
    );
  });
});

describe("fromLongRecords", () => {
  it("reads the CSV of extract --format long with a label added, as the wide one", () => {
    const { image, mask } = digitalPhantom();
    const { features } = extract(image, mask, {
      discretise: { method: "none" },
      families: ["statistics", "glcm"],
      filters: [{ type: "mean", support: 3 }],
      filterFeatures: { families: ["statistics"] },
    });
    const [header, ...lines] = toLongCsv(features).trimEnd().split("\n");
    const text = [
      `${header},subject`,
      ...lines.map((line) => `${line},p1`),
      ...lines.slice(1).map((line) => `${line},p2`),
    ].join("\n");
    const long = fromLongRecords(records(text), ["subject"]);
    expect(long.labels).toEqual({ subject: ["p1", "p2"] });
    const row = { image: { name: "i" }, mask: { name: "m" }, roi: { label: null }, features };
    const wide = fromWideRecords(records(toWideCsv([row])), ["image", "mask", "roi"]);
    expect(Object.keys(long.features)).toEqual(Object.keys(wide.features));
    for (const [feature, values] of Object.entries(long.features))
      expect(values[0]).toBe(wide.features[feature][0]);
    // the second subject lacks the first feature
    const first = columnOf(features[0]);
    expect(long.features[first]).toEqual(Float64Array.of(features[0].value ?? 0, Number.NaN));
    expect(long.features[columnOf(features[1])]).toEqual(
      Float64Array.of(features[1].value ?? 0, features[1].value ?? 0),
    );
  });

  it("refuses a value that comes twice, naming both rows", () => {
    const header = "image,family,name,aggregation,value,who\n";
    const line = "original,glcm,contrast,3D:avg,1,p1\n";
    expect(() => fromLongRecords(records(header + line + line), ["who"])).toThrow(
      'rows 1 and 2 both hold glcm.contrast.3D:avg of who "p1"',
    );
  });

  it("refuses a label that names features", () => {
    expect(() =>
      fromLongRecords(records("image,family,name,aggregation,value\na,b,c,d,1\n"), ["image"]),
    ).toThrow('column "image" names the feature of a long table, it cannot be a label too');
  });
});
