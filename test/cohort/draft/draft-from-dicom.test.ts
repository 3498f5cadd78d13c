import { copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { draftFromDicom } from "../../../src/cohort/draft/draft-from-dicom.ts";
import { draftTable } from "../../../src/cohort/draft/draft-table.ts";
import { parseManifest } from "../../../src/cohort/manifest.ts";
import { runCohort } from "../../../src/cohort/run-cohort.ts";
import { writeNrrd } from "../../../src/io/nrrd/write.ts";
import { indexToWorld } from "../../../src/volume/geometry.ts";
import { type Grid, identityDirection } from "../../../src/volume/volume.ts";
import { dicomFile, type Elements } from "../../io/dicom/dicom-fixture.ts";
import { slicesOf } from "../../io/dicom/image-fixture.ts";
import { segmentationElements } from "../../io/dicom/segmentation-fixture.ts";
import { structureSetElements } from "../../io/dicom/structure-set-fixture.ts";
import { pngFile } from "../../io/png/fixture.ts";
import { temporaryFolder } from "../../node/temporary-folder.ts";
import { dataPath, describeWithData } from "../../phantoms.ts";

const folder = await temporaryFolder();

const grid: Grid = {
  size: [8, 8, 4],
  spacing: [1, 1, 2],
  origin: [-20, 5, 100],
  direction: identityDirection,
};

/** Writes files into a folder of their own, by their paths in it. */
async function study(
  name: string,
  files: Readonly<Record<string, Elements | string | Uint8Array>>,
) {
  for (const [path, content] of Object.entries(files)) {
    const at = join(folder, name, path);
    await mkdir(dirname(at), { recursive: true });
    const isBytes = typeof content === "string" || content instanceof Uint8Array;
    await writeFile(at, isBytes ? content : dicomFile(content));
  }
  return join(folder, name);
}

/** The slices of an image series, as files. */
function images(path: string, uid: string, others: Elements = {}): Record<string, Elements> {
  const slices = slicesOf(grid, { SeriesInstanceUID: uid, ...others });
  return Object.fromEntries(slices.map((slice, z) => [`${path}/${z}.dcm`, slice]));
}

const square = (z: number) =>
  [[1, 1], [4, 1], [4, 4], [1, 4]].map(([x, y]) => indexToWorld(grid, [x - 0.5, y - 0.5, z])); // biome-ignore format: four corners

/** A structure set that refers to a series and a frame of reference; null: it does not. */
function structures(
  uid: string,
  names: readonly string[],
  { series, frame = "1.2.826.0.1.3" }: { series: string | null; frame?: string | null },
  others: Elements = {},
): Elements {
  const study = { RTReferencedSeriesSequence: [{ SeriesInstanceUID: series ?? "" }] };
  return structureSetElements(
    names.map((name, n) => ({
      number: n + 1,
      name,
      contours: name === "Marker" ? [] : [1, 2].map((z) => ({ points: square(z) })),
    })),
    {
      SOPInstanceUID: uid,
      ReferencedFrameOfReferenceSequence: [
        {
          ...(frame === null ? {} : { FrameOfReferenceUID: frame }),
          ...(series === null ? {} : { RTReferencedStudySequence: [study] }),
        },
      ],
      ...others,
    },
  );
}

const plane = Array.from({ length: 64 }, (_, v) => (v % 8 < 4 ? 1 : 0));

function segments(uid: string, series: string): Elements {
  const frames = [1, 2].map((z) => ({ segment: 1, z, pixels: plane }));
  return segmentationElements("BINARY", grid, [{ number: 1, label: "Lesion" }], frames, {
    SOPInstanceUID: uid,
    ReferencedSeriesSequence: [{ SeriesInstanceUID: series }],
  });
}

const p1 = { PatientID: "P1", SeriesDescription: "CT chest", StudyDate: "20190430" };

/** The rows of a draft as a manifest has them, and its notes without the folder. */
async function drafted(path: string) {
  const { cases, notes } = await draftFromDicom(path);
  const text = cases.length === 0 ? "" : draftTable(cases, join(path, "manifest.csv"));
  return { text, notes: notes.map((note) => note.replaceAll(`${path}/`, "")) };
}

describe("draftFromDicom", () => {
  it("gives a row to each region, with the series that its file refers to; the cohort can be run", async () => {
    const path = await study("paired", {
      ...images("p1/ct", "1.1", p1),
      "p1/rs.dcm": structures("1.9", ["GTV-1", "-PTV"], { series: "1.1" }, { PatientID: "P1" }),
      ...images("p2/all", "2.1", { PatientID: "P2", Modality: "MR" }),
      ...images("p2/all/b", "2.2", { PatientID: "P2", Modality: "MR", SeriesDescription: "T2" }),
      "p2/all/seg.dcm": segments("2.9", "2.1"),
    });
    const { text, notes } = await drafted(path);
    expect(text).toBe(
      [
        "id,patient,study-date,modality,description,structures,image,series,mask,region",
        "P1/CT chest/GTV-1,P1,2019-04-30,CT,CT chest,CONTOURS,p1/ct,,p1/rs.dcm,GTV-1",
        "P1/CT chest/-PTV,P1,2019-04-30,CT,CT chest,CONTOURS,p1/ct,,p1/rs.dcm,2",
        "P2/MR/Lesion,P2,,MR,,,p2/all,2.1,p2/all/seg.dcm,Lesion",
        "",
      ].join("\n"),
    );
    expect(notes).toEqual(["MR in p2/all/b, 4 files: no mask was paired with it"]);
    const manifest = join(path, "manifest.csv");
    await writeFile(manifest, text);
    const settings = [{ name: "few", settings: { families: ["statistics"] as const } }];
    const out = join(folder, "paired-out");
    const { failed, measured } = await runCohort({ manifest, settings, out, workers: 1 });
    expect(failed).toEqual([]);
    expect(measured).toBe(3);
    const { cases } = JSON.parse(await readFile(join(out, "run.json"), "utf8"));
    // squares of 3 × 3 voxels in two planes; halves of two planes
    expect(cases.map(({ mask }: { mask: { voxels: number } }) => mask.voxels)).toEqual([
      18, 18, 64,
    ]);
  });

  it("takes the only image in the frame of reference where no series is named, not a dose", async () => {
    const path = await study("frame", {
      ...images("ct", "1.1", p1),
      "dose.dcm": { ...slicesOf(grid)[0], SeriesInstanceUID: "1.5", Modality: "RTDOSE" },
      "rs.dcm": structures("1.9", ["GTV"], { series: null }),
    });
    const { text, notes } = await drafted(path);
    expect(text.split("\n")[1]).toBe("P1/CT chest/GTV,P1,2019-04-30,CT,CT chest,CONTOURS,ct,rs.dcm,GTV"); // biome-ignore format: one line
    expect(notes).toEqual(["RTDOSE in dose.dcm, 1 file: no mask was paired with it"]);
  });

  it("tells which mask has no image, or several, and makes no row of it", async () => {
    const path = await study("unpaired", {
      ...images("a", "1.1"),
      ...images("b", "1.2"),
      "absent.dcm": structures("1.9", ["GTV"], { series: "9.9" }),
      "two.dcm": structures("1.8", ["GTV"], { series: null }),
      "elsewhere.dcm": structures("1.7", ["GTV"], { series: null, frame: "7.7" }),
      "nothing.dcm": structures("1.6", ["GTV"], { series: null, frame: null }),
    });
    const { text, notes } = await drafted(path);
    expect(text).toBe("");
    expect(notes).toEqual([
      "absent.dcm: not paired with an image: it refers to 1 series that is not in the folder: 9.9",
      "elsewhere.dcm: not paired with an image: it names no series, and no image lies in its frame of reference: 7.7",
      "nothing.dcm: not paired with an image: it names neither a series nor a frame of reference",
      "two.dcm: not paired with an image: it names no series, and its frame of reference is that of " +
        "2 series, each of which fits: CT in a, 4 files; CT in b, 4 files",
      "CT in a, 4 files: no mask was paired with it",
      "CT in b, 4 files: no mask was paired with it",
    ]);
  });

  it("tells what it left out of a mask, of the folder, and of copies", async () => {
    const rs = structures("1.9", ["GTV", "Marker"], { series: "1.1" });
    const path = await study("left-out", {
      ...images("ct", "1.1", p1),
      "copy/rs.dcm": rs,
      "rs.dcm": rs,
      "cut.dcm": dicomFile(rs).slice(0, 700),
      "plan.dcm": { SOPClassUID: "1.2.840.10008.5.1.4.1.1.481.5", Modality: "RTPLAN" },
      "readme.txt": "nothing",
      "ct/other.nrrd": await writeNrrd({ ...grid, data: new Uint8Array(256) }),
    });
    const { text, notes } = await drafted(path);
    // another format in the series' folder: the series is named
    expect(parseManifest(text).cases).toMatchObject([
      { image: "ct", mask: "copy/rs.dcm", reading: { series: "1.1" } },
    ]);
    expect(notes).toEqual([
      'copy/rs.dcm: region 2 ("Marker") is left out: it has no closed contour',
      "rs.dcm: left out: it is a copy of copy/rs.dcm",
      expect.stringMatching(/^cut\.dcm: not read: /),
      '1 file of DICOM without image and regions: "RTPLAN"',
      "2 files that are no DICOM",
    ]);
  });

  it("takes pictures beside a series for no other format, as they are left out when it is read", async () => {
    const path = await study("previews", {
      ...images("ct", "1.1", p1),
      "rs.dcm": structures("1.9", ["GTV"], { series: "1.1" }),
      "ct/preview.png": pngFile({ width: 1, height: 1, samples: [1] }),
    });
    const { text } = await drafted(path);
    const [{ reading }] = parseManifest(text).cases;
    expect(reading).toEqual({});
  });

  it("tells apart two days, and two readers, of one patient", async () => {
    const later = { ...p1, StudyDate: "20190630" };
    const byB = { StructureSetLabel: "READER B" };
    const path = await study("several", {
      ...images("first", "1.1", p1),
      ...images("second", "1.2", later),
      "first.dcm": structures("1.9", ["GTV"], { series: "1.1" }),
      "first-b.dcm": structures("1.8", ["GTV"], { series: "1.1" }, byB),
      "second.dcm": structures("1.7", ["GTV"], { series: "1.2" }),
    });
    const { text } = await drafted(path);
    expect(parseManifest(text).cases.map(({ id }) => id)).toEqual([
      "P1/CT chest/GTV/2019-04-30/READER B",
      "P1/CT chest/GTV/2019-04-30/CONTOURS",
      "P1/CT chest/GTV/2019-06-30",
    ]);
  });

  it("names a series of several volumes, of which a case needs one", async () => {
    const echoes = [4.6, 9.2].map((EchoTime) =>
      slicesOf(grid, (z) => ({
        ...p1,
        ...{ SeriesInstanceUID: "1.1", SOPInstanceUID: `1.1.${10 * EchoTime}.${z + 1}`, EchoTime },
      })),
    );
    const files = echoes.flat().map((slice, n) => [`mr/${n}.dcm`, slice] as const);
    const path = await study("echoes", {
      ...Object.fromEntries(files),
      ...images("other", "1.2", p1),
      "rs1.dcm": structures("1.9", ["GTV"], { series: "1.1" }),
      "rs2.dcm": structures("1.8", ["GTV"], { series: "1.2" }),
    });
    const { text, notes } = await drafted(path);
    expect(parseManifest(text).cases.map(({ image }) => image)).toEqual(["mr", "other"]);
    expect(notes).toEqual([
      'CT in mr, 8 files: holds 2 volumes, of which its cases need one, by its number in a column "volume": ' +
        "1 is EchoTime=4.6 (4 slices), 2 is EchoTime=9.2 (4 slices)",
    ]);
    const [header, first, second] = text.trimEnd().split("\n");
    const manifest = join(path, "manifest.csv");
    await writeFile(manifest, `${header},volume\n${first},2\n${second},\n`);
    const settings = [{ name: "few", settings: { families: ["statistics"] as const } }];
    const out = join(folder, "echoes-out");
    const { failed, measured } = await runCohort({ manifest, settings, out, workers: 1 });
    expect({ failed, measured }).toEqual({ failed: [], measured: 2 });
  });

  it("names a folder that holds all files of a series", async () => {
    const all = Object.entries(images("ct", "1.1", p1));
    const path = await study("scattered", {
      ...Object.fromEntries(all.map(([, one], n) => [`part${n % 2}/${n}.dcm`, one])),
      "rs.dcm": structures("1.9", ["GTV"], { series: "1.1" }),
    });
    await copyFile(join(path, "part0/0.dcm"), join(path, "part1/again.dcm"));
    const { text } = await drafted(path);
    expect(parseManifest(text).cases).toMatchObject([{ image: ".", mask: "rs.dcm" }]);
  });
});

describeWithData("draftFromDicom of real studies", () => {
  it("pairs CT, MR and PET of two patients with their structure sets", async () => {
    const { cases, notes } = await draftFromDicom(dataPath("ibsi_validation", "dicom"));
    expect(notes).toEqual([]);
    const rows = cases.map(({ carried, region }) => [carried.patient, carried.modality, region]);
    expect(rows).toEqual(
      ["STS_002", "STS_025"].flatMap((patient) => [
        [patient, "CT", "GTV_Mass_CT"],
        [patient, "MR", "GTV_Mass_MR_T1"],
        [patient, "PT", "GTV_Mass_PET"],
      ]),
    );
    for (const { image, mask } of cases) expect(dirname(image)).toBe(dirname(dirname(mask)));
  });
});
