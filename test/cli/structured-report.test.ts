// slow: a score of extractions, and programs of others that read what they wrote
import { mkdir, readFile } from "node:fs/promises";
import dcmjs from "dcmjs";
import { describe, expect, it } from "vitest";
import type { RegionsReport, Report } from "../../src/report/report.ts";
import { indexToWorld } from "../../src/volume/geometry.ts";
import { type Grid, identityDirection, type Vec3 } from "../../src/volume/volume.ts";
import { dicomFile, type Elements } from "../io/dicom/dicom-fixture.ts";
import { enhancedElements, slicesOf } from "../io/dicom/image-fixture.ts";
import { segmentationElements } from "../io/dicom/segmentation-fixture.ts";
import { structureSetElements } from "../io/dicom/structure-set-fixture.ts";
import { describeWithDicomTools, dump, pydicom } from "../report/dicom-tools.ts";
import { voxomics, workspace } from "./workspace.ts";

const space = await workspace();
const { path } = space;

const grid: Grid = {
  size: [8, 8, 4],
  spacing: [1, 1, 2],
  origin: [-20, 5, 100],
  direction: identityDirection,
};

const patient: Elements = {
  SpecificCharacterSet: "ISO_IR 100",
  AccessionNumber: "A1",
  ReferringPhysicianName: "Müller^Eva",
  StudyDescription: "Thorax",
  PatientName: "Doe^Jörg",
  PatientID: "P-4711",
  PatientBirthDate: "19501224",
  PatientSex: "M",
  StudyID: "77",
  StudyDate: "20200102",
  StudyTime: "101500",
  StudyInstanceUID: "1.2.826.0.1.100",
};

const square = (z: number): Vec3[] =>
  [[1, 1], [5, 1], [5, 5], [1, 5]].map(([x, y]) => indexToWorld(grid, [x - 0.5, y - 0.5, z])); // biome-ignore format: four corners

const plane = (test: (x: number, y: number) => boolean): number[] =>
  Array.from({ length: 64 }, (_, v) => (test(v % 8, v >> 3) ? 1 : 0));

async function folder(name: string, elements: readonly Elements[]): Promise<string> {
  await mkdir(path(name), { recursive: true });
  for (const [n, one] of elements.entries()) await space.file(`${name}/${n}.dcm`, dicomFile(one));
  return path(name);
}

const slices = slicesOf(grid, patient);
const ct = await folder("ct", slices);
const rtstruct = await space.file(
  "rtstruct.dcm",
  dicomFile(
    structureSetElements(
      [
        { number: 3, name: "GTV-1", contours: [1, 2].map((z) => ({ points: square(z) })) },
        { number: 5, name: "Marker", contours: [{ type: "POINT", points: [square(1)[0]] }] },
      ],
      patient,
    ),
  ),
);
const segments = segmentationElements(
  "BINARY",
  grid,
  [
    { number: 1, label: "Lesion" },
    { number: 2, label: "Overlapping" },
  ],
  [
    { segment: 1, z: 1, pixels: plane((x) => x < 4) },
    { segment: 2, z: 1, pixels: plane((_, y) => y < 2) },
    { segment: 2, z: 2, pixels: plane((_, y) => y < 2) },
  ],
  {
    ...patient,
    StudyInstanceUID: "1.2.826.0.1.200", // drawn in another study
    ReferencedSeriesSequence: [{ SeriesInstanceUID: "1.2.826.0.1.2" }],
  },
);
const tracked = {
  ...segments,
  SegmentSequence: (segments.SegmentSequence as readonly Elements[]).map((item, n) =>
    n === 0 ? { ...item, TrackingID: "Lesion A", TrackingUID: "1.2.826.0.1.555" } : item,
  ),
};
const seg = await space.file("seg.dcm", dicomFile(tracked));
const settings = await space.file(
  "few.yaml",
  "families: [morphology, statistics, glcm, diagnostics]\naggregations: ['2D:avg', '3D:mrg']\n" +
    "filters: [{ type: mean, support: 3 }]\n",
);
const few = ["--settings", settings, "--workers", "1"];

/** A data set by keyword, as dcmjs reads it. */
type DataSet = Readonly<Record<string, unknown>>;

interface Reader {
  readonly DicomMessage: { readFile(bytes: ArrayBuffer): { readonly dict: object } };
}

async function read(file: string): Promise<DataSet> {
  const { buffer } = new Uint8Array(await readFile(file));
  const { DicomMessage } = dcmjs.data as unknown as Reader;
  return dcmjs.data.DicomMetaDictionary.naturalizeDataset(DicomMessage.readFile(buffer).dict);
}

const itemsIn = (dataSet: DataSet, name: string) => [dataSet[name] ?? []].flat() as DataSet[];
const content = (dataSet: DataSet) => itemsIn(dataSet, "ContentSequence");
const codeIn = (dataSet: DataSet, name: string): string => {
  const [{ CodeValue, LongCodeValue, CodingSchemeDesignator }] = itemsIn(dataSet, name);
  return `${CodingSchemeDesignator} ${CodeValue ?? LongCodeValue}`;
};
const named = (dataSet: DataSet, name: string) =>
  content(dataSet).filter(
    (one) => itemsIn(one, "ConceptNameCodeSequence")[0]?.CodeMeaning === name,
  );
const groupsOf = (document: DataSet) =>
  named(named(document, "Imaging Measurements")[0], "Measurement Group");
const numbersOf = (group: DataSet) => content(group).filter(({ ValueType }) => ValueType === "NUM");

/** Writes a document, and the same measurements as JSON. */
async function both<T>(...argv: string[]) {
  const { status, out, err } = await voxomics("extract", ...argv, ...few, "--out", path("x.dcm"));
  await voxomics("extract", ...argv, ...few, "--out", path("x.json"));
  const report: T = JSON.parse(await readFile(path("x.json"), "utf8"));
  return { status, out, err, document: await read(path("x.dcm")), report };
}

describe("voxomics extract --out x.dcm", () => {
  it("writes every value with its code, unit, aggregation and reason", async () => {
    const { status, document, report } = await both<Report>(ct, seg, "--region", "Lesion");
    expect(status).toBe(0);
    const [group] = groupsOf(document);
    const numbers = numbersOf(group);
    expect(numbers).toHaveLength(report.features.length);
    for (const [n, feature] of report.features.entries()) {
      const item = numbers[n];
      const { code, family, name, value, aggregationCode, image, reason } = feature;
      const concept = code === null ? `99VOXOMICS ${family}.${name}` : `IBSI ${code}`;
      expect(codeIn(item, "ConceptNameCodeSequence")).toBe(concept);
      const [measured] = itemsIn(item, "MeasuredValueSequence");
      expect(measured?.FloatingPointValue ?? null).toBe(value);
      if (value !== null) {
        expect(measured.NumericValue).toBeCloseTo(value, 8);
      } else expect(codeIn(item, "NumericValueQualifierCodeSequence")).toMatch(/^DCM 1140\d\d$/);
      const methods = named(item, "Measurement Method");
      expect(methods.map((one) => codeIn(one, "ConceptCodeSequence"))).toEqual(
        aggregationCode === null ? [] : [`IBSI ${aggregationCode}`],
      );
      const images = named(item, "Image transformation").map(({ TextValue }) => TextValue);
      expect(images).toEqual(image === "original" ? [] : [image]);
      const reasons = named(item, "Comment").map(
        ({ TextValue }) => String(TextValue).split(":")[0],
      );
      expect(reasons).toEqual(reason === null ? [] : [reason.split(":")[0]]);
    }
    // a region of one plane is flat, so some values have a reason instead
    expect(report.features.filter(({ value }) => value === null).length).toBeGreaterThan(0);
    expect(report.features.filter(({ image }) => image !== "original").length).toBeGreaterThan(0);
    const unit = (tag: string, image: string) => {
      const n = report.features.findIndex((one) => one.tag === tag && one.image.startsWith(image));
      const [measured] = itemsIn(numbers[n], "MeasuredValueSequence");
      return codeIn(measured, "MeasurementUnitsCodeSequence");
    };
    expect(unit("stat_mean", "original")).toBe("UCUM [hnsf'U]");
    expect(unit("stat_var", "original")).toBe("UCUM [hnsf'U]2");
    expect(unit("stat_mean", "mean")).toBe("UCUM [arb'U]");
    expect(unit("morph_volume", "original")).toBe("UCUM mm3");
    expect(unit("stat_skew", "original")).toBe("UCUM 1");
  });

  it("takes patient and study over from the images, and invents nothing of them", async () => {
    const { document } = await both<Report>(ct, seg, "--region", "Lesion");
    expect(document).toMatchObject({
      PatientID: "P-4711",
      PatientBirthDate: "19501224",
      PatientSex: "M",
      StudyInstanceUID: "1.2.826.0.1.100",
      StudyDate: "20200102",
      StudyTime: "101500",
      StudyID: "77",
      AccessionNumber: "A1",
      StudyDescription: "Thorax",
      Modality: "SR",
      CompletionFlag: "COMPLETE",
      VerificationFlag: "UNVERIFIED",
    });
    expect(String(document.PatientName)).toBe("Doe^Jörg");
    expect(String(document.ReferringPhysicianName)).toBe("Müller^Eva");
    expect(document).not.toHaveProperty("VerifyingObserverSequence");
    const few = await folder("anonymous", slicesOf(grid, { StudyInstanceUID: "1.2.826.0.1.100" }));
    const { document: anonymous } = await both<Report>(few, seg, "--region", "Lesion");
    const empty = ["PatientName", "PatientID", "PatientBirthDate", "PatientSex", "StudyDate"];
    for (const name of empty) expect(String(anonymous[name] ?? "")).toBe("");
    expect(anonymous).not.toHaveProperty("StudyDescription");
    expect(anonymous).not.toHaveProperty("PatientAge");
  });

  it("refers to all images and to the segment, in evidence of both studies", async () => {
    const { document } = await both<Report>(ct, seg, "--region", "Lesion");
    const instances = slices.map(({ SOPInstanceUID }) => SOPInstanceUID);
    const [library] = named(document, "Image Library");
    const images = content(content(library)[0]).filter(({ ValueType }) => ValueType === "IMAGE");
    const referred = images.map((one) => itemsIn(one, "ReferencedSOPSequence")[0]);
    expect(referred.map((one) => one.ReferencedSOPInstanceUID)).toEqual(instances);
    const [group] = groupsOf(document);
    expect(itemsIn(group, "ContentTemplateSequence")[0].TemplateIdentifier).toBe("1411");
    const [segment] = named(group, "Referenced Segment");
    expect(itemsIn(segment, "ReferencedSOPSequence")).toMatchObject([
      { ReferencedSOPInstanceUID: "1.2.826.0.1.7", ReferencedSegmentNumber: 1 },
    ]);
    expect(named(group, "Source series for segmentation")[0].UID).toBe("1.2.826.0.1.2");
    expect(named(group, "Tracking Identifier")[0].TextValue).toBe("Lesion A");
    expect(named(group, "Tracking Unique Identifier")[0].UID).toBe("1.2.826.0.1.555");
    const evidence = (name: string) =>
      itemsIn(document, name).flatMap((study) =>
        itemsIn(study, "ReferencedSeriesSequence").flatMap((series) =>
          itemsIn(series, "ReferencedSOPSequence").map((one) => one.ReferencedSOPInstanceUID),
        ),
      );
    expect(evidence("CurrentRequestedProcedureEvidenceSequence")).toEqual(instances);
    expect(evidence("PertinentOtherEvidenceSequence")).toEqual(["1.2.826.0.1.7"]);
  });

  it("has a group a region, and is partial where one was refused", async () => {
    const two = await both<RegionsReport>(ct, seg, "--all-regions");
    const groups = groupsOf(two.document);
    expect(groups.map((one) => named(one, "Tracking Identifier")[0].TextValue)).toEqual([
      "Lesion A",
      "Overlapping",
    ]);
    const uids = groups.map((one) => named(one, "Tracking Unique Identifier")[0].UID);
    expect(uids[1]).toMatch(/^2\.25\.\d{30,39}$/);
    const partial = await both<RegionsReport>(ct, rtstruct, "--all-regions");
    expect(partial.status).toBe(1);
    expect(partial.document).toMatchObject({
      CompletionFlag: "PARTIAL",
      CompletionFlagDescription: "1 region of 2 refused",
    });
    const [structure] = groupsOf(partial.document);
    const [region] = named(structure, "Region in Space");
    expect(itemsIn(region, "ReferencedSOPSequence")[0].ReferencedSOPInstanceUID).toBe("1.2.826.0.1.9"); // biome-ignore format: an expectation
    expect(named(region, "Referenced Region of Interest Identifier")[0].TextValue).toBe("3");
  });

  it.each([
    ["a derived region", ["--shrink", "0.5"], "Lesion of SOP Instance UID 1.2.826.0.1.7, made by the steps mask, shrink"],
  ])("says what %s is, instead of referring to the segment that it was made of", async (_, options, said) => {
    const { document } = await both<Report>(ct, seg, "--region", "Overlapping", ...options);
    const [group] = groupsOf(document);
    expect(itemsIn(group, "ContentTemplateSequence")[0].TemplateIdentifier).toBe("1501");
    expect(named(group, "Referenced Segment")).toEqual([]);
    const comments = named(group, "Comment").map(({ TextValue }) => String(TextValue));
    expect(comments[0]).toBe(`Region: ${said.replace("Lesion", "Overlapping")}`);
  }); // biome-ignore format: a case a line

  it("names the file of a mask that is no DICOM, without its folder", async () => {
    const data = Uint8Array.from({ length: 256 }, (_, v) => (v % 8 < 4 ? 1 : 0));
    const mask = await space.volume("mask-ct.nii.gz", { ...grid, data });
    const { document } = await both<Report>(ct, mask);
    const [group] = groupsOf(document);
    const comments = named(group, "Comment").map(({ TextValue }) => String(TextValue));
    expect(comments[0]).toBe("Region: region of mask-ct.nii.gz");
    expect(document).not.toHaveProperty("PertinentOtherEvidenceSequence");
  });

  it("refers to one instance of an enhanced image", async () => {
    const elements = { ...enhancedElements(grid, patient), ...patient };
    const enhanced = await space.file("enhanced.dcm", dicomFile(elements));
    const { document } = await both<Report>(enhanced, seg, "--region", "Lesion");
    const [library] = named(document, "Image Library");
    const images = content(content(library)[0]).filter(({ ValueType }) => ValueType === "IMAGE");
    expect(images).toHaveLength(1);
    expect(itemsIn(images[0], "ReferencedSOPSequence")[0]).not.toHaveProperty(
      "ReferencedFrameNumber",
    );
  });

  it("makes another document each time, of the same tracked segment", async () => {
    const first = await both<Report>(ct, seg, "--region", "Lesion");
    const second = await both<Report>(ct, seg, "--region", "Lesion");
    expect(first.document.SOPInstanceUID).not.toBe(second.document.SOPInstanceUID);
  });

  it("refuses an image that is no DICOM series, and files that cannot be referred to", async () => {
    const refusal = async (...argv: string[]) => {
      const { status, err } = await voxomics("extract", ...argv, ...few, "--out", path("no.dcm"));
      expect(status).toBe(1);
      await expect(readFile(path("no.dcm"))).rejects.toThrow("ENOENT");
      return err;
    };
    expect(await refusal(space.image, space.mask)).toBe(
      `error: ${space.image}: image: found NIfTI-1, expected a DICOM series, whose images a structured report (.dcm) refers to\n`,
    );
    const long = `1.2.${"3".repeat(62)}`;
    const { StudyInstanceUID: _, ...unstated } = patient;
    const noStudy = await folder("no-study", slicesOf(grid, unstated));
    expect(await refusal(noStudy, seg, "--region", "Lesion")).toBe(
      `error: ${noStudy}: file 1 of 4: DICOM file has no StudyInstanceUID (0020,000D), expected a value\n`,
    );
    const damaged = await folder("long", slicesOf(grid, { ...patient, StudyInstanceUID: long }));
    expect(await refusal(damaged, seg, "--region", "Lesion")).toContain(
      "of 66 characters, expected a UID of at most 64, to which a document can refer",
    );
    const mixed = await folder(
      "mixed",
      slicesOf(grid, (z) => ({ ...patient, PatientID: `P${z}` })),
    );
    expect(await refusal(mixed, seg, "--region", "Lesion")).toBe(
      `error: ${mixed}: file 2 of 4: found another PatientID (0010,0020) than in file 1 of 4, expected files of one patient and study\n`,
    );
  });

  it("is of the long layout", async () => {
    const wide = await voxomics("extract", ct, seg, "--out", path("w.dcm"), "--format", "wide");
    expect(wide.status).toBe(2);
    expect(wide.err).toContain("option '--format wide' is about CSV and Parquet");
  });
});

describeWithDicomTools("documents as dcmtk and pydicom read them", () => {
  it.each([
    ["a segment", [seg, "--region", "Lesion"]],
    ["all segments", [seg, "--all-regions"]],
    ["a structure", [rtstruct, "--region", "GTV-1"]],
    ["a derived region", [seg, "--region", "Overlapping", "--grow", "1"]],
  ])("%s", async (_, argv) => {
    await voxomics("extract", ct, ...argv, ...few, "--out", path("x.dcm"));
    await voxomics("extract", ct, ...argv, ...few, "--out", path("x.json"));
    const found: Report | RegionsReport = JSON.parse(await readFile(path("x.json"), "utf8"));
    const regions = "regions" in found ? found.regions : [found];
    const features = regions.flatMap((region) => region.features);
    const { status, out } = dump(path("x.dcm"));
    expect(out).toContain("Comprehensive 3D SR Document");
    expect(out).not.toMatch(/^[EF]: /m);
    expect(status).toBe(0);
    expect(out.match(/<contains NUM:/g)).toHaveLength(features.length);
    for (const { code } of features) if (code !== null) expect(out).toContain(`(${code},IBSI,`);
    const program = `
import json, pydicom, sys
document = pydicom.dcmread(sys.argv[1])
values, codes = [], []
def walk(item):
    if item.ValueType == "NUM":
        measured = item.MeasuredValueSequence
        values.append(measured[0].FloatingPointValue if measured else None)
        name = item.ConceptNameCodeSequence[0]
        codes.append(getattr(name, "CodeValue", None) or name.LongCodeValue)
    for child in getattr(item, "ContentSequence", []):
        walk(child)
walk(document)
print(json.dumps(dict(name=str(document.PatientName), sop=document.SOPClassUID.name, values=values, codes=codes)))
`;
    expect(pydicom(program, path("x.dcm"))).toEqual({
      name: "Doe^Jörg",
      sop: "Comprehensive 3D SR Storage",
      values: features.map(({ value }) => value),
      codes: features.map(({ code, family, name }) => code ?? `${family}.${name}`),
    });
  });
});
