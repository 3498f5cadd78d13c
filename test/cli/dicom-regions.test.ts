import { mkdir, readdir, readFile, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { writeNifti } from "../../src/io/nifti/write.ts";
import type { RegionsReport, Report } from "../../src/report/report.ts";
import { indexToWorld } from "../../src/volume/geometry.ts";
import { type Grid, identityDirection, type Vec3 } from "../../src/volume/volume.ts";
import { dicomFile, type Elements } from "../io/dicom/dicom-fixture.ts";
import { slicesOf } from "../io/dicom/image-fixture.ts";
import { segmentationElements } from "../io/dicom/segmentation-fixture.ts";
import { structureSetElements } from "../io/dicom/structure-set-fixture.ts";
import { voxomics, workspace } from "./workspace.ts";

const space = await workspace();
const { path } = space;

const grid: Grid = {
  size: [8, 8, 4],
  spacing: [1, 1, 2],
  origin: [-20, 5, 100],
  direction: identityDirection,
};

/** Who the patient is, wherever a header may say it. */
const secret = "SECRET";
const patient: Elements = {
  "00080005 CS": "ISO_IR 100",
  "00080050 SH": `${secret}1`,
  "00080080 LO": `${secret} hospital`,
  "00080081 ST": `${secret} street`,
  "00080090 PN": `${secret}^Referrer`,
  "00081010 SH": `${secret} station`,
  "00081030 LO": `${secret} study`,
  "0008103E LO": `${secret} series`,
  "00081050 PN": `${secret}^Physician`,
  "00081070 PN": `${secret}^Operator`,
  "00100010 PN": `${secret}^Patient`,
  "00100020 LO": `${secret}-4711`,
  "00100030 DA": "19501224",
  "00100040 CS": "O",
  "00101040 LO": `${secret} address`,
  "00104000 LT": `${secret} comments`,
  "00181000 LO": `${secret} serial`,
  "00200010 SH": `${secret}2`,
  "00204000 LT": `${secret} image comments`,
};

const square = (z: number, side = 4): Vec3[] =>
  [[1, 1], [1 + side, 1], [1 + side, 1 + side], [1, 1 + side]].map(([x, y]) =>
    indexToWorld(grid, [x - 0.5, y - 0.5, z]),
  ); // biome-ignore format: four corners

const structures = structureSetElements(
  [
    { number: 1, name: "GTV-1", type: "GTV", contours: [1, 2].map((z) => ({ points: square(z) })) },
    { number: 2, name: "Marker", contours: [{ type: "POINT", points: [indexToWorld(grid, [2, 2, 1])] }] },
    { number: 4, name: "Organ\x1b[31m", contours: [0, 1, 3].map((z) => ({ points: square(z, 20) })) },
  ],
  { ...patient, StructureSetLabel: `${secret} label` },
); // biome-ignore format: a structure a line

const plane = (test: (x: number, y: number) => number): number[] =>
  Array.from({ length: 64 }, (_, v) => test(v % 8, v >> 3));

const segments = segmentationElements(
  "BINARY",
  grid,
  [
    { number: 1, label: "Lesion" },
    { number: 2, label: "Overlapping" },
  ],
  [
    { segment: 1, z: 1, pixels: plane((x) => (x < 4 ? 1 : 0)) },
    { segment: 2, z: 1, pixels: plane((_, y) => (y < 2 ? 1 : 0)) },
    { segment: 2, z: 2, pixels: plane((_, y) => (y < 2 ? 1 : 0)) },
  ],
  patient,
);

const fractions = segmentationElements(
  "FRACTIONAL",
  grid,
  [{ number: 1, label: "Lesion" }],
  [{ segment: 1, z: 1, pixels: plane((x) => x * 36) }],
  patient,
);

async function files(name: string, elements: readonly Elements[]): Promise<string> {
  await mkdir(path(name), { recursive: true });
  for (const [n, one] of elements.entries()) await space.file(`${name}/${n}.dcm`, dicomFile(one));
  return path(name);
}

const ct = await files("ct", slicesOf(grid, patient));
const rtstruct = await space.file("rtstruct.dcm", dicomFile(structures));
const seg = await space.file("seg.dcm", dicomFile(segments));
const fractional = await space.file("fractional.dcm", dicomFile(fractions));
const few = ["--settings", await space.file("few.yaml", "families: [statistics]\n")];

const json = async <T>(...argv: string[]) => {
  const outcome = await voxomics(...argv, ...few, "--out", path("out.json"));
  const report: T = JSON.parse(await readFile(path("out.json"), "utf8"));
  return { ...outcome, report };
};

describe("voxomics extract of DICOM regions", () => {
  it("draws a structure, and tells what it left out", async () => {
    const { status, err, report } = await json<Report>("extract", ct, rtstruct, "--region", "gtv-1"); // biome-ignore format: a command
    expect({ status, err }).toEqual({ status: 0, err: "" });
    expect(report.roi).toMatchObject({ label: 1, region: "GTV-1", morphologicalVoxels: 32 });
    expect(report.image.file).toMatchObject({ format: "DICOM", modality: "CT", unit: "HU" });
    expect(report.mask).toMatchObject({ ...grid, file: { format: "DICOM RTSTRUCT", voxels: 32 } });
  });

  it("measures all structures that enclose something", async () => {
    const { status, err, report } = await json<RegionsReport>("extract", ct, rtstruct, "--all-regions"); // biome-ignore format: a command
    expect(status).toBe(1);
    expect(err.split("\n")).toEqual([
      `note: ${rtstruct}: region "Organ[31m": 3 contours reach past the image and were cut off there`,
      `note: ${rtstruct}: region "Organ[31m": 1 slice between contours has none and stays empty`,
      `error: ${rtstruct}: region "Marker" has no closed planar contour: found 1 POINT`,
      "",
    ]);
    expect(report.regions.map(({ roi }) => [roi.label, roi.morphologicalVoxels])).toEqual([
      [1, 32],
      [4, 147],
    ]);
    expect(report.refused).toMatchObject([{ label: 2, region: "Marker", code: "empty-mask" }]);
  });

  it("measures segments that overlap", async () => {
    const { status, report } = await json<RegionsReport>("extract", ct, seg, "--region", "Lesion", "--region", "2"); // biome-ignore format: a command
    expect(status).toBe(0);
    expect(report.regions.map(({ roi }) => [roi.region, roi.morphologicalVoxels])).toEqual([
      ["Lesion", 32],
      ["Overlapping", 32],
    ]);
  });

  it("takes fractions from a threshold on", async () => {
    for (const [threshold, voxels] of [
      ["0.5", 32],
      ["0.9", 8],
      ["0.1", 56],
    ] as const) {
      // biome-ignore format: cases
      const { report } = await json<Report>("extract", ct, fractional, "--threshold", threshold);
      expect(report.roi.morphologicalVoxels).toBe(voxels);
      expect(report.mask.file).toMatchObject({ threshold: Number(threshold) });
    }
  });

  it("asks for a region of a folder that holds the image too, and names what it takes", async () => {
    const study = await files("study-of-both", [...slicesOf(grid, patient), structures]);
    const { status, err } = await voxomics("extract", study, study, ...few);
    expect(status).toBe(1);
    expect(err).toMatch(/^error: \S+study-of-both: RTSTRUCT holds 3 regions: "GTV-1" \(1\), "Marker" \(2\), .*: choose one by its name or number \(--region NAME, --label N\)\n$/); // biome-ignore format: one line
    const chosen = await json<Report>("extract", study, study, "--region", "GTV-1");
    expect(chosen.report.roi.morphologicalVoxels).toBe(32);
  });

  it("names the flags of the command line, those of the mask for the mask", async () => {
    const one = { SeriesInstanceUID: "1.2.826.0.1.70" };
    const two = await files("two-images", [...slicesOf(grid), ...slicesOf(grid, one)]);
    const drawn = await files("two-structures", [structures, { ...structures, ...one }]);
    const nifti = await space.file("not-dicom.nii", await writeNifti({ ...grid, data: new Uint8Array(256) })); // biome-ignore format: one line
    for (const [argv, end] of [
      [[two, rtstruct], "; --series UID chooses one"],
      [[ct, drawn], "; --mask-series UID chooses one"],
      [[ct, drawn, "--region", "GTV-1"], "; --mask-series UID chooses one"],
      [[nifti, rtstruct, "--suv", "bodyWeight"], "; --suv bodyWeight is for others"],
      [[nifti, rtstruct, "--series", "1.2"], "; --series 1.2 is for others"],
      [[ct, nifti, "--mask-series", "1.2"], "; --mask-series 1.2 is for others"],
    ] as const) {
      const { status, err } = await voxomics("extract", ...argv, ...few);
      expect([status, err]).toEqual([1, expect.stringMatching(/^error: [^\n]+\n$/)]);
      expect(err).not.toMatch(/option (series|suv|grid|slabThickness)/);
      expect(err).toContain(`${end}\n`);
    }
  });

  it("chooses series of image and mask", async () => {
    const other = { SeriesInstanceUID: "1.2.826.0.1.77" };
    const both = await files("both", [
      ...slicesOf(grid),
      ...slicesOf({ ...grid, size: [3, 3, 2] }, other),
      structures,
      { ...structures, SeriesInstanceUID: "1.2.826.0.1.78" },
    ]);
    const unclear = await voxomics("extract", both, rtstruct);
    expect(unclear).toMatchObject({ status: 1, out: "" });
    expect(unclear.err).toMatch(/^error: \S+both: DICOM files hold 2 series, expected one of .*1\.2\.826\.0\.1\.77/); // biome-ignore format: one line
    const { status, report } = await json<Report>("extract", both, both, "--series", "1.2.826.0.1.2", "--mask-series", "1.2.826.0.1.78", "--region", "GTV-1"); // biome-ignore format: a command
    expect(status).toBe(0);
    expect(report.image).toMatchObject({ size: [8, 8, 4] });
    expect(report.roi.morphologicalVoxels).toBe(32);
  });
});

describe("a mask of another frame of reference", () => {
  it("is refused by every command with the flag that lets it pass, and told then", async () => {
    const other = await space.file(
      "other-frame.dcm",
      dicomFile({ ...segments, FrameOfReferenceUID: "1.2.3.4" }),
    );
    const said =
      /^error: \S+other-frame\.dcm: segment "Lesion" lies in another frame of reference than the image: found 1\.2\.3\.4, expected 1\.2\.826\.0\.1\.3; --other-frame reads the mask as if it lay in the image's\n$/;
    const region = ["--region", "Lesion"];
    const mean = await space.file("mean-3.yaml", "filters: [{ type: mean, support: 3 }]\n");
    for (const argv of [
      ["extract", ct, other, ...region, ...few],
      ["map", ct, other, ...region, "--features", "ih_mean", "--out", path("other-maps")],
      ["filter", ct, "--mask", other, ...region, "--settings", mean, "--out", path("other.nrrd")],
    ]) {
      const { status, err } = await voxomics(...argv);
      expect([status, err]).toEqual([1, expect.stringMatching(said)]);
    }
    const { err, report } = await json<Report>("extract", ct, other, ...region, "--other-frame");
    expect(err).toMatch(/^note: \S+other-frame\.dcm: region "Lesion": the mask lies in another frame of reference .*: found 1\.2\.3\.4, the image has 1\.2\.826\.0\.1\.3\n$/); // biome-ignore format: one line
    expect(report.notes).toMatchObject([{ code: "other-frame" }]);
    expect(report.roi.morphologicalVoxels).toBe(32);
    expect(report.image).toMatchObject({
      frameOfReference: "1.2.826.0.1.3",
      series: "1.2.826.0.1.2",
    });

    const manifest = `id,image,mask,region,other-frame\na,${ct},${other},Lesion,\nb,${ct},${other},Lesion,yes\n`;
    const run = [await space.file("other.csv", manifest), ...few, "--out", path("other-cohort")];
    const cohort = await voxomics("cohort", ...run);
    expect(cohort.err).toMatch(/\nerror: 1 case failed: .*row 1, column "mask": .*; column "other-frame": yes reads the mask/); // biome-ignore format: one line
    const table = await readFile(path("other-cohort/features.csv"), "utf8");
    expect(table.split("\n").filter((line) => line.startsWith("b,"))).toHaveLength(1);
  });
});

describe("voxomics describe of DICOM", () => {
  it("lists structures and segments, without letting names paint the terminal", async () => {
    expect((await voxomics("describe", rtstruct)).out).toBe(`${rtstruct}
  format       DICOM RTSTRUCT, 3 regions
  regions      1: GTV-1, GTV, 2 contours in 2 planes
               2: Marker, 0 contours in 0 planes, 1 POINT left out
               4: Organ[31m, 3 contours in 3 planes
`);
    expect((await voxomics("describe", seg)).out).toBe(`${seg}
  format       DICOM SEG, 2 segments
  segments     1: Lesion, Neoplasm
               2: Overlapping, Neoplasm
`);
  });

  it("says what a study holds: series, regions and what they were made on, other files", async () => {
    const study = await files("study/ct", slicesOf(grid, patient)).then(dirname);
    await space.file("study/rt.dcm", dicomFile({ ...structures, ReferencedFrameOfReferenceSequence: [{ FrameOfReferenceUID: "1.2.826.0.1.3", RTReferencedStudySequence: [{ RTReferencedSeriesSequence: [{ SeriesInstanceUID: "1.2.826.0.1.2" }] }] }] })); // biome-ignore format: one line
    await space.file("study/mask.nii", await writeNifti({ ...grid, data: new Uint8Array(256) }));
    await space.file("study/cut.dcm", dicomFile(structures).subarray(0, 200));
    await space.file("study/notes.txt", "hello");
    await space.file("study/README", "hello");
    const { status, out, err } = await voxomics("describe", study);
    expect([status, err]).toEqual([0, ""]);
    expect(out.replace(/(cut\.\w+): .*/g, "$1: …")).toBe(`${study}
  folder       9 files
  CT           4 files of 8 × 8 in ct
               series 1.2.826.0.1.2
  RTSTRUCT     1 file in .
               series 1.2.826.0.1.8
               made on series 1.2.826.0.1.2
               region 1: GTV-1
               region 2: Marker
               region 4: Organ[31m
  NIfTI-1      mask.nii: 8 × 8 × 4, uint8
  not read     cut.dcm: …
  others       2 files of no known format: 1 without ending, 1 .txt
`);
    const { file } = JSON.parse((await voxomics("describe", study, "--json")).out);
    expect(file).toMatchObject({ format: "folder", files: 9, damaged: [{ path: "cut.dcm" }] }); // biome-ignore format: one line
    // a series is one of DICOM, whatever lies beside it
    const damaged = await voxomics("describe", study, "--series", "1.2.826.0.1.2");
    expect(damaged.err).toMatch(/file 5 of 6: DICOM file is cut off/);
    await rm(join(study, "cut.dcm"));
    const one = await voxomics("describe", study, "--series", "1.2.826.0.1.2");
    expect(one).toMatchObject({ status: 0, err: "" });
    expect(one.out).toContain("DICOM, CT, 4 files");
  });

  it("takes one series of several", async () => {
    const { out } = await voxomics(
      "describe",
      path("both"),
      "--series",
      "1.2.826.0.1.77",
      "--json",
    );
    expect(JSON.parse(out)).toMatchObject({
      file: { format: "DICOM", files: 2 },
      size: [3, 3, 2],
      orientation: "LPS",
      values: { notANumber: 0 },
    });
  });
});

describe("nothing of the patient", () => {
  it("is printed or written by any command", async () => {
    const argvs = [
      ["describe", ct],
      ["describe", ct, "--json"],
      ["describe", rtstruct, "--json"],
      ["describe", seg, "--json"],
      ["describe", path("both")],
      ["extract", ct, rtstruct, "--all-regions", "--out", path("secret.json")],
      ["extract", ct, seg, "--all-regions"],
      ["extract", ct, rtstruct, "--region", "GTV-1", "--format", "long"],
      ["extract", ct, rtstruct, "--region", "none"],
      ["extract", ct, rtstruct],
      ["extract", ct, rtstruct, "--suv", "bodyWeight"],
      ["extract", rtstruct, ct],
      ["extract", path("both"), rtstruct],
      ["extract", ct, ct, "--all-regions"],
      ["filter", ct, "--settings", await space.file("mean.yaml", "filters: [{ type: mean, support: 3 }]\n"), "--out", path("secret.nrrd")],
      ["map", ct, seg, "--region", "Lesion", "--features", "ih_mean", "--out", path("secret-maps")],
    ]; // biome-ignore format: a command a line
    for (const argv of argvs) {
      const { out, err } = await voxomics(...argv);
      expect(out + err, argv.join(" ")).not.toMatch(/SECRET|19501224/);
      expect(out + err, argv.join(" ")).not.toBe("");
    }
    const written = await readdir(dirname(path("x")), { recursive: true });
    for (const name of written.filter((file) => file.startsWith("secret"))) {
      const text = name.includes(".") ? await readFile(path(name), "latin1") : "";
      expect(text, name).not.toMatch(/SECRET|19501224/);
    }
    expect(written).toContain("secret.json");
    // the files do hold it
    expect(await readFile(`${ct}/0.dcm`, "latin1")).toMatch(/SECRET\^Patient/);
  });

  it("is told of damaged files", async () => {
    const whole = dicomFile({ ...slicesOf(grid, patient)[0] });
    for (let end = 140; end < whole.length; end += 37) {
      const cut = await space.file("cut.dcm", whole.subarray(0, end));
      const { out, err } = await voxomics("describe", cut);
      expect(out + err).not.toMatch(/SECRET|19501224/);
    }
  });
});
