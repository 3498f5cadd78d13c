import { parse } from "csv-parse/sync";
import { describe, expect, it } from "vitest";
import { toPyradiomicsLines } from "../../../src/pyradiomics/report/result-text.ts";
import type { PyradiomicsExtraction } from "../../../src/pyradiomics.ts";
import { toPyradiomicsCsv, toPyradiomicsJson } from "../../../src/pyradiomics.ts";

const extraction = (features: PyradiomicsExtraction["features"]): PyradiomicsExtraction => ({
  diagnostics: [
    { name: "diagnostics_Versions_Numpy", value: null, reason: "not-used" },
    { name: "diagnostics_Configuration_Settings", value: { label: 1 }, reason: null },
    { name: "diagnostics_Mask-original_Size", value: [4, 3, 2], reason: null },
    { name: "diagnostics_Mask-original_Spacing", value: [1, 1, 2.5], reason: null },
    { name: "diagnostics_Mask-original_VoxelNum", value: 7, reason: null },
    { name: "diagnostics_Image-original_Mean", value: 3, reason: null },
  ],
  features,
  notes: [],
});

const cases = [
  {
    columns: { Image: "a.nrrd", Mask: "b.nrrd", Patient: 'A, "1"' },
    extraction: extraction([{ name: "original_shape_Flatness", value: 1, reason: null }]),
  },
  { columns: { Image: "c.nrrd", Mask: "d.nrrd", Patient: "B" }, extraction: null },
  {
    columns: { Image: "e.nrrd", Mask: "f.nrrd", Patient: "C" },
    extraction: extraction([
      { name: "original_glcm_Imc1", value: null, reason: "no-voxel-pairs" },
      { name: "original_glcm_Contrast", value: 1e-5, reason: null },
    ]),
  },
];

describe("results as text", () => {
  it("CSV has the columns of the first case, then others by name", () => {
    const [header, ...rows] = parse(toPyradiomicsCsv(cases)) as string[][];
    expect(header).toEqual([
      ...["Image", "Mask", "Patient"],
      ...["diagnostics_Versions_Numpy", "diagnostics_Configuration_Settings"],
      ...["diagnostics_Mask-original_Size", "diagnostics_Mask-original_Spacing"],
      ...["diagnostics_Mask-original_VoxelNum", "diagnostics_Image-original_Mean"],
      "original_shape_Flatness",
      ...["original_glcm_Contrast", "original_glcm_Imc1"],
    ]);
    expect(rows[0]).toEqual([
      ...["a.nrrd", "b.nrrd", 'A, "1"', "", "{'label': 1}", "(4, 3, 2)", "(1.0, 1.0, 2.5)"],
      ...["7", "3.0", "1.0", "", ""],
    ]);
    expect(rows[1]).toEqual(["c.nrrd", "d.nrrd", "B", ...new Array(9).fill("")]);
    expect(rows[2].slice(-3)).toEqual(["", "1e-05", "nan"]);
  });

  it("JSON is a list of objects, with Python's words", () => {
    const text = toPyradiomicsJson(cases);
    expect(text).toContain('"original_glcm_Imc1": NaN');
    const [first, second] = JSON.parse(text.replace("NaN", "null"));
    expect(Object.keys(first).slice(0, 3)).toEqual(["Image", "Mask", "Patient"]);
    expect(first["diagnostics_Mask-original_Size"]).toEqual([4, 3, 2]);
    expect(first.diagnostics_Configuration_Settings).toEqual({ label: 1 });
    expect(first.diagnostics_Versions_Numpy).toBeNull();
    expect(first.original_shape_Flatness).toBe(1);
    expect(second).toEqual(cases[1].columns);
    expect(text.split("\n").slice(0, 3)).toEqual(["[", "  {", '    "Image": "a.nrrd",']);
  });

  it("keep the order of columns that a map names, whole numbers among them", () => {
    const columns = new Map([
      ["Image", "a.nrrd"],
      ["2", "x"],
      ["1", "y"],
    ]);
    const numbered = [{ columns, extraction: null }];
    expect(toPyradiomicsCsv(numbered)).toBe("Image,2,1\na.nrrd,x,y\n");
    expect(toPyradiomicsLines(numbered)).toBe("Case-1_Image: a.nrrd\nCase-1_2: x\nCase-1_1: y\n");
    expect(toPyradiomicsJson(numbered)).toBe(
      '[\n  {\n    "Image": "a.nrrd",\n    "2": "x",\n    "1": "y"\n  }\n]',
    );
  });

  it("have a feature in place of a column of its name", () => {
    const name = "original_shape_Flatness";
    const features = extraction([{ name, value: 1, reason: null }]);
    const columns = { [name]: "0.5", Image: "a.nrrd" };
    const csv = toPyradiomicsCsv([{ columns, extraction: { ...features, diagnostics: [] } }]);
    expect(csv).toBe(`${name},Image\n1.0,a.nrrd\n`);
  });

  it("lines name the case", () => {
    const lines = toPyradiomicsLines(cases).split("\n");
    expect(lines[0]).toBe("Case-1_Image: a.nrrd");
    expect(lines.at(-2)).toBe("Case-3_original_glcm_Contrast: 1e-05");
  });
});
